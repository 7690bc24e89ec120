package farebox.billing.dynamo;

import farebox.aws.AwsRequests;
import farebox.billing.Money;
import farebox.billing.prepaid.Balance;
import farebox.billing.prepaid.BalanceShard;
import farebox.billing.prepaid.Balances;
import farebox.billing.prepaid.Hold;
import farebox.kernel.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Balances in a table with the keys {@code tenant} and {@code item}: {@code shard#n} holds a part of a balance in the
 * form of {@link ShardItem}, {@code grant#n#id} says that a grant was added to it.
 */
public final class DynamoBalances implements Balances {
    private static final String NO_CONDITION = "None";

    private final DynamoDbClient dynamo;
    private final String table;

    public DynamoBalances(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** A failed condition returns the item, which tells a lack of credit from our own hold met again. */
    @Override
    public Holding hold(BalanceShard shard, Hold hold) {
        Map<String, AttributeValue> values =
                Map.of(":amount", ShardItem.number(hold.amount()), ":hold", ShardItem.text(hold));
        UpdateItemRequest update = update(shard)
                .updateExpression("SET #available = #available - :amount, #holds.#id = :hold")
                .conditionExpression("#available >= :amount AND attribute_not_exists(#holds.#id)")
                .expressionAttributeNames(Map.of(
                        "#available",
                        ShardItem.AVAILABLE,
                        "#holds",
                        ShardItem.HOLDS,
                        "#id",
                        hold.id().value()))
                .expressionAttributeValues(values)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        return answered(() -> {
            try {
                dynamo.updateItem(update);
                return Holding.HELD;
            } catch (ConditionalCheckFailedException e) {
                return ShardItem.holds(e.item(), hold) ? Holding.HELD : Holding.INSUFFICIENT;
            }
        });
    }

    @Override
    public boolean extend(BalanceShard shard, Hold hold, Money extra) {
        Hold extended = new Hold(hold.id(), hold.amount().plus(extra), hold.expires());
        UpdateItemRequest update = update(shard)
                .updateExpression("SET #available = #available - :extra, #holds.#id = :extended")
                .conditionExpression("#available >= :extra AND #holds.#id = :hold")
                .expressionAttributeNames(Map.of(
                        "#available",
                        ShardItem.AVAILABLE,
                        "#holds",
                        ShardItem.HOLDS,
                        "#id",
                        hold.id().value()))
                .expressionAttributeValues(Map.of(
                        ":extra",
                        ShardItem.number(extra),
                        ":extended",
                        ShardItem.text(extended),
                        ":hold",
                        ShardItem.text(hold)))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        return answered(() -> {
            try {
                dynamo.updateItem(update);
                return true;
            } catch (ConditionalCheckFailedException e) {
                return ShardItem.holds(e.item(), extended);
            }
        });
    }

    @Override
    public boolean settle(BalanceShard shard, Hold hold, Money actual) {
        UpdateItemRequest update = update(shard)
                .updateExpression("SET #available = #available + :refund, #spent = #spent + :actual REMOVE #holds.#id")
                .conditionExpression("#holds.#id = :hold")
                .expressionAttributeNames(Map.of(
                        "#available",
                        ShardItem.AVAILABLE,
                        "#spent",
                        ShardItem.SPENT,
                        "#holds",
                        ShardItem.HOLDS,
                        "#id",
                        hold.id().value()))
                .expressionAttributeValues(Map.of(
                        ":refund",
                        ShardItem.number(hold.amount().minus(actual)),
                        ":actual",
                        ShardItem.number(actual),
                        ":hold",
                        ShardItem.text(hold)))
                .build();
        return answered(() -> {
            try {
                dynamo.updateItem(update);
                return true;
            } catch (ConditionalCheckFailedException e) {
                return false;
            }
        });
    }

    /** Two items in one transaction: without the grant's own item a repetition would add it again. */
    @Override
    public boolean grant(BalanceShard shard, String grantId, Money amount) {
        createShard(shard, amount);
        Put once = Put.builder()
                .tableName(table)
                .item(ShardItem.grant(shard, grantId, amount))
                .conditionExpression("attribute_not_exists(#tenant)")
                .expressionAttributeNames(Map.of("#tenant", ShardItem.TENANT))
                .build();
        Update add = Update.builder()
                .tableName(table)
                .key(ShardItem.key(shard))
                .updateExpression("SET #available = #available + :amount")
                .conditionExpression("#currency = :currency")
                .expressionAttributeNames(Map.of("#available", ShardItem.AVAILABLE, "#currency", ShardItem.CURRENCY))
                .expressionAttributeValues(Map.of(
                        ":amount",
                        ShardItem.number(amount),
                        ":currency",
                        AttributeValue.fromS(amount.currency().code())))
                .build();
        TransactWriteItemsRequest both = TransactWriteItemsRequest.builder()
                .transactItems(
                        TransactWriteItem.builder().put(once).build(),
                        TransactWriteItem.builder().update(add).build())
                .build();
        return answered(() -> granted(both));
    }

    @Override
    public Optional<Balance> read(TenantId tenant) {
        return answered(() -> shards(tenant).map(ShardItem::balance).reduce(Balance::plus));
    }

    @Override
    public List<OpenHold> expired(Instant now) {
        return answered(() -> expired(shardsWithHolds(), now));
    }

    @Override
    public List<OpenHold> expired(TenantId tenant, Instant now) {
        return answered(() -> expired(shards(tenant), now));
    }

    private static List<OpenHold> expired(Stream<Map<String, AttributeValue>> shards, Instant now) {
        return shards.flatMap(ShardItem::openHolds)
                .filter(open -> !open.hold().expires().isAfter(now))
                .toList();
    }

    private Stream<Map<String, AttributeValue>> shards(TenantId tenant) {
        QueryRequest query = QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .keyConditionExpression("#tenant = :tenant AND begins_with(#item, :shards)")
                .expressionAttributeNames(Map.of("#tenant", ShardItem.TENANT, "#item", ShardItem.ITEM))
                .expressionAttributeValues(Map.of(
                        ":tenant",
                        AttributeValue.fromS(tenant.value()),
                        ":shards",
                        AttributeValue.fromS(ShardItem.SHARD_PREFIX)))
                .build();
        return dynamo.queryPaginator(query).items().stream();
    }

    private Stream<Map<String, AttributeValue>> shardsWithHolds() {
        ScanRequest scan = ScanRequest.builder()
                .tableName(table)
                .filterExpression("begins_with(#item, :shards) AND size(#holds) > :none")
                .expressionAttributeNames(Map.of("#item", ShardItem.ITEM, "#holds", ShardItem.HOLDS))
                .expressionAttributeValues(Map.of(
                        ":shards", AttributeValue.fromS(ShardItem.SHARD_PREFIX), ":none", AttributeValue.fromN("0")))
                .build();
        return dynamo.scanPaginator(scan).items().stream();
    }

    private UpdateItemRequest.Builder update(BalanceShard shard) {
        return UpdateItemRequest.builder().tableName(table).key(ShardItem.key(shard));
    }

    private void createShard(BalanceShard shard, Money amount) {
        Map<String, AttributeValue> item = new HashMap<>(ShardItem.empty(shard, amount.currency()));
        answered(() -> {
            try {
                return dynamo.putItem(put -> put.tableName(table)
                        .item(item)
                        .conditionExpression("attribute_not_exists(#tenant)")
                        .expressionAttributeNames(Map.of("#tenant", ShardItem.TENANT)));
            } catch (ConditionalCheckFailedException there) {
                return there;
            }
        });
    }

    private boolean granted(TransactWriteItemsRequest both) {
        try {
            dynamo.transactWriteItems(both);
            return true;
        } catch (TransactionCanceledException e) {
            boolean before = e.hasCancellationReasons()
                    && "ConditionalCheckFailed"
                            .equals(e.cancellationReasons().getFirst().code())
                    && NO_CONDITION.equals(e.cancellationReasons().getLast().code());
            if (before) {
                return false;
            }
            throw e;
        }
    }

    private static <T> T answered(Supplier<T> request) {
        return AwsRequests.call("credit cannot be held or read at the moment", request);
    }
}
