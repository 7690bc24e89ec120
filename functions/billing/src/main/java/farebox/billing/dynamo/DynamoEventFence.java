package farebox.billing.dynamo;

import farebox.aws.AwsRequests;
import farebox.billing.prepaid.EventFence;
import farebox.billing.prepaid.HoldId;
import farebox.billing.usage.CallPrices;
import farebox.kernel.TenantId;
import farebox.metering.MeteringPolicy;
import farebox.metering.Usage;
import farebox.metering.UsageEvent;
import farebox.metering.dynamo.EventItem;
import farebox.metering.idempotency.AttemptId;
import farebox.metering.idempotency.EventId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Closes attempts in the table of events: an empty item in the place of the event makes a late write of it fail. Found
 * instead, the event is charged at its own instant's price, as the attempt would have done.
 */
public final class DynamoEventFence implements EventFence {
    private final DynamoDbClient dynamo;
    private final String eventsTable;
    private final CallPrices prices;
    private final InstantSource clock;

    public DynamoEventFence(DynamoDbClient dynamo, String eventsTable, CallPrices prices, InstantSource clock) {
        this.dynamo = dynamo;
        this.eventsTable = eventsTable;
        this.prices = prices;
        this.clock = clock;
    }

    @Override
    public Outcome close(TenantId tenant, HoldId attempt) {
        return AwsRequests.call("events cannot be written at the moment", () -> written(tenant, attempt));
    }

    private Outcome written(TenantId tenant, HoldId attempt) {
        Map<String, AttributeValue> item = empty(new EventId(tenant, attempt.event()), attempt);
        try {
            dynamo.putItem(put -> put.tableName(eventsTable)
                    .item(item)
                    .conditionExpression("attribute_not_exists(#id)")
                    .expressionAttributeNames(Map.of("#id", "id"))
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
            return new Outcome.Fenced();
        } catch (ConditionalCheckFailedException e) {
            return found(e.item(), attempt);
        }
    }

    private Outcome found(Map<String, AttributeValue> item, HoldId attempt) {
        if (item.containsKey(EventItem.VOIDED)) {
            return new Outcome.Fenced();
        }
        UsageEvent event =
                EventItem.read(name -> Optional.ofNullable(item.get(name)).flatMap(ItemTexts::text));
        boolean ours = event.idempotency().attempt().equals(new AttemptId(attempt.attempt()));
        Usage usage = event.usage();
        return ours
                ? new Outcome.Billed(prices.of(usage.plan(), usage.resource(), usage.amounts(), usage.at()))
                : new Outcome.Fenced();
    }

    private Map<String, AttributeValue> empty(EventId id, HoldId attempt) {
        Instant expires = clock.instant().plus(MeteringPolicy.DEFAULT.retention());
        return Map.of(
                "id",
                AttributeValue.fromS(id.value()),
                EventItem.VOIDED,
                AttributeValue.fromS(attempt.attempt()),
                "expiresAt",
                AttributeValue.fromN(Long.toString(expires.getEpochSecond())));
    }
}
