package farebox.metering.dynamo;

import static farebox.metering.dynamo.Attributes.number;
import static farebox.metering.dynamo.Attributes.text;

import farebox.kernel.Deadline;
import farebox.kernel.Sha256;
import farebox.metering.idempotency.AttemptId;
import farebox.metering.idempotency.EventId;
import farebox.metering.idempotency.IdempotencyLocks;
import farebox.metering.idempotency.IdempotencyLocks.IdempotencyLock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Locks in a table with the partition key {@code id}; expired ones are overwritten, and deleted by the time to live.
 */
public final class DynamoIdempotencyLocks implements IdempotencyLocks {
    private static final Duration DELETED_AFTER = Duration.ofHours(1);

    private final DynamoDbClient dynamo;
    private final String table;
    private final DynamoRequests requests;

    public DynamoIdempotencyLocks(DynamoDbClient dynamo, String table, InstantSource clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.requests = new DynamoRequests(clock);
    }

    @Override
    public Optional<IdempotencyLock> acquire(IdempotencyLock lock, Instant now, Deadline deadline) {
        PutItemRequest put = PutItemRequest.builder()
                .tableName(table)
                .item(item(lock))
                .conditionExpression("attribute_not_exists(#id) OR #expires < :now")
                .expressionAttributeNames(Map.of("#id", "id", "#expires", "expires"))
                .expressionAttributeValues(Map.of(":now", number(now.toEpochMilli())))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .overrideConfiguration(requests.within(deadline))
                .build();
        return DynamoRequests.call(() -> held(put));
    }

    @Override
    public void release(IdempotencyLock lock, Deadline deadline) {
        DeleteItemRequest delete = DeleteItemRequest.builder()
                .tableName(table)
                .key(Map.of("id", text(lock.event().value())))
                .conditionExpression("#attempt = :attempt")
                .expressionAttributeNames(Map.of("#attempt", "attempt"))
                .expressionAttributeValues(
                        Map.of(":attempt", text(lock.attempt().value())))
                .overrideConfiguration(requests.within(deadline))
                .build();
        DynamoRequests.call(() -> delete(delete));
    }

    private Optional<IdempotencyLock> held(PutItemRequest put) {
        try {
            dynamo.putItem(put);
            return Optional.empty();
        } catch (ConditionalCheckFailedException e) {
            return Optional.of(read(e.item()));
        }
    }

    /** @return whether this attempt still held it */
    private boolean delete(DeleteItemRequest delete) {
        try {
            dynamo.deleteItem(delete);
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    private static Map<String, AttributeValue> item(IdempotencyLock lock) {
        return Map.of(
                "id", text(lock.event().value()),
                "attempt", text(lock.attempt().value()),
                "fingerprint", text(lock.fingerprint().hex()),
                "expires", number(lock.expires().toEpochMilli()),
                "expiresAt", number(lock.expires().plus(DELETED_AFTER).getEpochSecond()));
    }

    private static IdempotencyLock read(Map<String, AttributeValue> attributes) {
        AttributeReader item = new AttributeReader(Attributes.texts(attributes));
        return new IdempotencyLock(
                item.read("id", EventId::parse),
                item.read("attempt", AttemptId::new),
                item.read("fingerprint", Sha256::new),
                item.read("expires", millis -> Instant.ofEpochMilli(Long.parseLong(millis))));
    }
}
