package farebox.metering.dynamo;

import static farebox.metering.dynamo.Attributes.number;
import static farebox.metering.dynamo.Attributes.text;

import farebox.kernel.Deadline;
import farebox.kernel.Sha256;
import farebox.metering.AttemptId;
import farebox.metering.EventId;
import farebox.metering.IdempotencyLock;
import farebox.metering.IdempotencyLocks;
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

/** Claims in a table with the partition key {@code id}; dead ones are overwritten, and swept by the time to live. */
public final class DynamoIdempotencyLocks implements IdempotencyLocks {
    private static final Duration SWEPT_AFTER = Duration.ofHours(1);

    private final DynamoDbClient dynamo;
    private final String table;
    private final DynamoRequests requests;

    public DynamoIdempotencyLocks(DynamoDbClient dynamo, String table, InstantSource clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.requests = new DynamoRequests(clock);
    }

    @Override
    public Optional<IdempotencyLock> take(IdempotencyLock idempotencyLock, Instant now, Deadline deadline) {
        PutItemRequest put = PutItemRequest.builder()
                .tableName(table)
                .item(item(idempotencyLock))
                .conditionExpression("attribute_not_exists(#id) OR #until < :now")
                .expressionAttributeNames(Map.of("#id", "id", "#until", "until"))
                .expressionAttributeValues(Map.of(":now", number(now.toEpochMilli())))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .overrideConfiguration(requests.within(deadline))
                .build();
        return DynamoRequests.answered(() -> standing(put));
    }

    @Override
    public void release(IdempotencyLock idempotencyLock, Deadline deadline) {
        DeleteItemRequest delete = DeleteItemRequest.builder()
                .tableName(table)
                .key(Map.of("id", text(idempotencyLock.event().value())))
                .conditionExpression("#attempt = :ours")
                .expressionAttributeNames(Map.of("#attempt", "attempt"))
                .expressionAttributeValues(
                        Map.of(":ours", text(idempotencyLock.attemptId().value())))
                .overrideConfiguration(requests.within(deadline))
                .build();
        DynamoRequests.answered(() -> delete(delete));
    }

    private Optional<IdempotencyLock> standing(PutItemRequest put) {
        try {
            dynamo.putItem(put);
            return Optional.empty();
        } catch (ConditionalCheckFailedException e) {
            return Optional.of(claim(e.item()));
        }
    }

    /** @return whether it was still ours */
    private boolean delete(DeleteItemRequest delete) {
        try {
            dynamo.deleteItem(delete);
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    private static Map<String, AttributeValue> item(IdempotencyLock idempotencyLock) {
        return Map.of(
                "id", text(idempotencyLock.event().value()),
                "attempt", text(idempotencyLock.attemptId().value()),
                "fingerprint", text(idempotencyLock.fingerprint().hex()),
                "until", number(idempotencyLock.until().toEpochMilli()),
                "expiresAt", number(idempotencyLock.until().plus(SWEPT_AFTER).getEpochSecond()));
    }

    private static IdempotencyLock claim(Map<String, AttributeValue> attributes) {
        AttributeReader item = new AttributeReader(Attributes.texts(attributes));
        return new IdempotencyLock(
                item.read("id", EventId::parse),
                item.read("attempt", AttemptId::new),
                item.read("fingerprint", Sha256::new),
                item.read("until", millis -> Instant.ofEpochMilli(Long.parseLong(millis))));
    }
}
