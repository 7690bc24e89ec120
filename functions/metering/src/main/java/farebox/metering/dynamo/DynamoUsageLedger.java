package farebox.metering.dynamo;

import farebox.kernel.Deadline;
import farebox.kernel.IdempotencyMismatch;
import farebox.metering.UsageEvent;
import farebox.metering.UsageLedger;
import farebox.metering.idempotency.EventId;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** Events in a table with the partition key {@code id}, one item each, written only if there is none. */
public final class DynamoUsageLedger implements UsageLedger {
    private final DynamoDbClient dynamo;
    private final String table;
    private final DynamoRequests requests;

    public DynamoUsageLedger(DynamoDbClient dynamo, String table, InstantSource clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.requests = new DynamoRequests(clock);
    }

    @Override
    public Optional<UsageEvent> append(UsageEvent event, Deadline deadline) {
        PutItemRequest put = PutItemRequest.builder()
                .tableName(table)
                .item(EventItem.of(event))
                .conditionExpression("attribute_not_exists(#id)")
                .expressionAttributeNames(Map.of("#id", EventItem.ID))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .overrideConfiguration(requests.within(deadline))
                .build();
        return DynamoRequests.call(() -> existing(put));
    }

    @Override
    public Optional<UsageEvent> find(EventId id, Deadline deadline) {
        GetItemRequest get = GetItemRequest.builder()
                .tableName(table)
                .key(Map.of(EventItem.ID, Attributes.text(id.value())))
                .consistentRead(true)
                .overrideConfiguration(requests.within(deadline))
                .build();
        GetItemResponse found = DynamoRequests.call(() -> dynamo.getItem(get));
        return found.hasItem() ? Optional.of(event(found.item())) : Optional.empty();
    }

    private Optional<UsageEvent> existing(PutItemRequest put) {
        try {
            dynamo.putItem(put);
            return Optional.empty();
        } catch (ConditionalCheckFailedException e) {
            return Optional.of(event(e.item()));
        }
    }

    /** An attempt that was given up is not repeated under its id, or it could be recorded twice. */
    private static UsageEvent event(Map<String, AttributeValue> item) {
        if (item.containsKey(EventItem.VOIDED)) {
            throw new IdempotencyMismatch(
                    "the first attempt at this request took too long and was given up; nothing was"
                            + " billed; send it again, with a new Idempotency-Key if it has one");
        }
        return EventItem.read(item);
    }
}
