package farebox.metering.dynamo;

import static farebox.metering.dynamo.Attributes.number;
import static farebox.metering.dynamo.Attributes.text;

import farebox.kernel.Deadline;
import farebox.kernel.Sha256;
import farebox.metering.Attempt;
import farebox.metering.Claim;
import farebox.metering.Claims;
import farebox.metering.EventId;
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
public final class DynamoClaims implements Claims {
    private static final Duration SWEPT_AFTER = Duration.ofHours(1);

    private final DynamoDbClient dynamo;
    private final String table;
    private final DynamoCalls calls;

    public DynamoClaims(DynamoDbClient dynamo, String table, InstantSource clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.calls = new DynamoCalls(clock);
    }

    @Override
    public Optional<Claim> take(Claim claim, Instant now, Deadline deadline) {
        PutItemRequest put = PutItemRequest.builder()
                .tableName(table)
                .item(item(claim))
                .conditionExpression("attribute_not_exists(#id) OR #until < :now")
                .expressionAttributeNames(Map.of("#id", "id", "#until", "until"))
                .expressionAttributeValues(Map.of(":now", number(now.toEpochMilli())))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .overrideConfiguration(calls.within(deadline))
                .build();
        return DynamoCalls.answered(() -> standing(put));
    }

    @Override
    public void release(Claim claim, Deadline deadline) {
        DeleteItemRequest delete = DeleteItemRequest.builder()
                .tableName(table)
                .key(Map.of("id", text(claim.event().value())))
                .conditionExpression("#attempt = :ours")
                .expressionAttributeNames(Map.of("#attempt", "attempt"))
                .expressionAttributeValues(Map.of(":ours", text(claim.attempt().value())))
                .overrideConfiguration(calls.within(deadline))
                .build();
        DynamoCalls.answered(() -> delete(delete));
    }

    private Optional<Claim> standing(PutItemRequest put) {
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

    private static Map<String, AttributeValue> item(Claim claim) {
        return Map.of(
                "id", text(claim.event().value()),
                "attempt", text(claim.attempt().value()),
                "fingerprint", text(claim.fingerprint().hex()),
                "until", number(claim.until().toEpochMilli()),
                "expiresAt", number(claim.until().plus(SWEPT_AFTER).getEpochSecond()));
    }

    private static Claim claim(Map<String, AttributeValue> attributes) {
        AttributeReader item = new AttributeReader(Attributes.texts(attributes));
        return new Claim(
                item.read("id", EventId::parse),
                item.read("attempt", Attempt::new),
                item.read("fingerprint", Sha256::new),
                item.read("until", millis -> Instant.ofEpochMilli(Long.parseLong(millis))));
    }
}
