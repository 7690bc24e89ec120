package farebox.metering.dynamo;

import static farebox.metering.dynamo.Attributes.number;
import static farebox.metering.dynamo.Attributes.text;

import farebox.kernel.KeyId;
import farebox.kernel.TenantId;
import farebox.metering.rollup.AggregateKey;
import farebox.metering.rollup.Resolution;
import farebox.metering.rollup.SequenceNumber;
import farebox.metering.rollup.ShardId;
import farebox.metering.rollup.UsageAggregates.Aggregate;
import farebox.metering.rollup.UsageAggregates.Delta;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** An aggregate as an item: its key in plain attributes, its amounts, and {@code newest}, the last record added. */
final class AggregateItem {
    static final String SERIES = "series";
    static final String SLOT = "slot";

    private static final String NEWEST = "newest";

    /** As long as the events themselves are kept. Hours stay. */
    private static final Duration MINUTES_KEPT = Duration.ofDays(45);

    private AggregateItem() {}

    /** One write that adds the amounts and moves {@code newest}, unless the item holds the first record. */
    static UpdateItemRequest.Builder update(AggregateKey key, Delta delta) {
        Map<String, AttributeValue> sets = sets(key, delta);
        Map<String, AttributeValue> adds = new LinkedHashMap<>();
        MeterAttributes.of(delta.amounts()).forEach((name, amount) -> adds.put(name, number(amount)));

        Map<String, String> names = new LinkedHashMap<>();
        Map<String, AttributeValue> values = new LinkedHashMap<>();
        sets.keySet().forEach(name -> names.put("#" + name, name));
        adds.keySet().forEach(name -> names.put("#" + name, name));
        sets.forEach((name, value) -> values.put(":" + name, value));
        adds.forEach((name, value) -> values.put(":" + name, value));
        values.put(":first", text(delta.first().sortable()));
        return UpdateItemRequest.builder()
                .key(key(key))
                .updateExpression("SET " + listed(sets, " = ") + (adds.isEmpty() ? "" : " ADD " + listed(adds, " ")))
                .conditionExpression("attribute_not_exists(#newest) OR #newest < :first")
                .expressionAttributeNames(names)
                .expressionAttributeValues(values)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    }

    static SequenceNumber newest(Map<String, AttributeValue> attributes) {
        return new AttributeReader(Attributes.texts(attributes)).read(NEWEST, SequenceNumber::ofSortable);
    }

    static Aggregate read(Resolution resolution, Map<String, AttributeValue> attributes) {
        AttributeReader item = new AttributeReader(Attributes.texts(attributes));
        AggregateKey key = new AggregateKey(
                resolution,
                item.read("start", Instant::parse),
                item.read("tenant", TenantId::new),
                ResourceAttributes.read(item),
                item.read("key", KeyId::new),
                item.read("shard", ShardId::new));
        return new Aggregate(key, MeterAttributes.read(item, Long.MAX_VALUE));
    }

    private static Map<String, AttributeValue> key(AggregateKey key) {
        return Map.of(
                SERIES, text(AggregateKeys.series(key.resolution(), key.start())), SLOT, text(AggregateKeys.slot(key)));
    }

    private static Map<String, AttributeValue> sets(AggregateKey key, Delta delta) {
        Map<String, AttributeValue> sets = new LinkedHashMap<>();
        sets.put(NEWEST, text(delta.newest().sortable()));
        sets.put("start", text(key.start().toString()));
        sets.put("tenant", text(key.tenant().value()));
        ResourceAttributes.of(key.resource()).forEach((name, value) -> sets.put(name, text(value)));
        sets.put("key", text(key.key().value()));
        sets.put("shard", text(key.shard().value()));
        if (key.resolution() == Resolution.MINUTE) {
            sets.put("expiresAt", number(key.start().plus(MINUTES_KEPT).getEpochSecond()));
        }
        return sets;
    }

    /** {@code #a = :a, #b = :b} for SET, {@code #a :a, #b :b} for ADD. */
    private static String listed(Map<String, AttributeValue> attributes, String sign) {
        return attributes.keySet().stream()
                .map(name -> "#" + name + sign + ":" + name)
                .collect(Collectors.joining(", "));
    }
}
