package farebox.billing.dynamo;

import farebox.aws.AwsRequests;
import farebox.billing.quota.Limit;
import farebox.billing.quota.Limits;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Limits in the table of balances: the item {@code limits} of a tenant, or of the plan {@code #plan#<name>}; a list of
 * maps with {@code subject}, {@code window}, {@code soft} and {@code hard}.
 */
public final class DynamoLimits implements Limits {
    private static final String LIMITS = "limits";
    private static final String SUBJECT = "subject";
    private static final String WINDOW = "window";
    private static final String SOFT = "soft";
    private static final String HARD = "hard";

    private final DynamoDbClient dynamo;
    private final String table;

    public DynamoLimits(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public List<Limit> read(Owner owner) {
        Map<String, AttributeValue> item = answered(() ->
                dynamo.getItem(get -> get.tableName(table).key(key(owner))).item());
        return item.isEmpty()
                ? List.of()
                : ShardItem.value(item, LIMITS).l().stream()
                        .map(limit -> limit(limit.m()))
                        .toList();
    }

    @Override
    public void write(Owner owner, List<Limit> limits) {
        Map<String, AttributeValue> item = new TreeMap<>(key(owner));
        item.put(
                LIMITS,
                AttributeValue.fromL(limits.stream()
                        .map(limit -> AttributeValue.fromM(attributes(limit)))
                        .toList()));
        answered(() -> dynamo.putItem(put -> put.tableName(table).item(item)));
    }

    private static Limit limit(Map<String, AttributeValue> attributes) {
        return Limit.of(
                ShardItem.value(attributes, SUBJECT).s(),
                Limit.Window.named(ShardItem.value(attributes, WINDOW).s()),
                number(attributes, SOFT),
                number(attributes, HARD));
    }

    private static Optional<BigDecimal> number(Map<String, AttributeValue> attributes, String name) {
        return Optional.ofNullable(attributes.get(name)).map(value -> new BigDecimal(value.n()));
    }

    private static Map<String, AttributeValue> attributes(Limit limit) {
        Map<String, AttributeValue> attributes = new TreeMap<>();
        attributes.put(SUBJECT, AttributeValue.fromS(limit.subject()));
        attributes.put(WINDOW, AttributeValue.fromS(limit.window().wireName()));
        limit.soft().ifPresent(soft -> attributes.put(SOFT, AttributeValue.fromN(soft.toPlainString())));
        limit.hard().ifPresent(hard -> attributes.put(HARD, AttributeValue.fromN(hard.toPlainString())));
        return attributes;
    }

    private static Map<String, AttributeValue> key(Owner owner) {
        String partition = switch (owner) {
            case Owner.OfPlan of -> "#plan#" + of.plan().value();
            case Owner.OfTenant of -> of.tenant().value();
        };
        return Map.of(ShardItem.TENANT, AttributeValue.fromS(partition), ShardItem.ITEM, AttributeValue.fromS(LIMITS));
    }

    private static <T> T answered(Supplier<T> request) {
        return AwsRequests.call("limits cannot be stored or read at the moment", request);
    }
}
