package farebox.billing.dynamo;

import farebox.billing.Currency;
import farebox.billing.Money;
import farebox.billing.prepaid.Balance;
import farebox.billing.prepaid.BalanceShard;
import farebox.billing.prepaid.Balances.OpenHold;
import farebox.billing.prepaid.Hold;
import farebox.billing.prepaid.HoldId;
import farebox.kernel.TenantId;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A shard of a balance as an item. Amounts are pico-units; {@code holds} is a map from the id of a hold to
 * {@code "<amount> <expiry in Unix milliseconds>"}.
 */
final class ShardItem {
    static final String TENANT = "tenant";
    static final String ITEM = "item";
    static final String AVAILABLE = "available";
    static final String SPENT = "spent";
    static final String HOLDS = "holds";
    static final String CURRENCY = "currency";
    static final String SHARD_PREFIX = "shard#";
    private static final String GRANT_PREFIX = "grant#";
    private static final String AMOUNT = "amount";

    private ShardItem() {}

    static Map<String, AttributeValue> key(BalanceShard shard) {
        return Map.of(
                TENANT,
                AttributeValue.fromS(shard.tenant().value()),
                ITEM,
                AttributeValue.fromS(SHARD_PREFIX + shard.number()));
    }

    static Map<String, AttributeValue> empty(BalanceShard shard, Currency currency) {
        return Map.of(
                TENANT,
                AttributeValue.fromS(shard.tenant().value()),
                ITEM,
                AttributeValue.fromS(SHARD_PREFIX + shard.number()),
                CURRENCY,
                AttributeValue.fromS(currency.code()),
                AVAILABLE,
                AttributeValue.fromN("0"),
                SPENT,
                AttributeValue.fromN("0"),
                HOLDS,
                AttributeValue.fromM(Map.of()));
    }

    static Map<String, AttributeValue> grant(BalanceShard shard, String grantId, Money amount) {
        return Map.of(
                TENANT,
                AttributeValue.fromS(shard.tenant().value()),
                ITEM,
                AttributeValue.fromS(GRANT_PREFIX + shard.number() + "#" + grantId),
                AMOUNT,
                number(amount),
                CURRENCY,
                AttributeValue.fromS(amount.currency().code()));
    }

    static AttributeValue number(Money amount) {
        return AttributeValue.fromN(amount.picos().toString());
    }

    static AttributeValue text(Hold hold) {
        return AttributeValue.fromS(hold.amount().picos() + " " + hold.expires().toEpochMilli());
    }

    static boolean holds(Map<String, AttributeValue> item, Hold hold) {
        AttributeValue holds = item.get(HOLDS);
        return holds != null && text(hold).equals(holds.m().get(hold.id().value()));
    }

    static Balance balance(Map<String, AttributeValue> item) {
        Money held = openHolds(item).map(open -> open.hold().amount()).reduce(Money.zero(currency(item)), Money::plus);
        return new Balance(money(item, AVAILABLE), held, money(item, SPENT));
    }

    static Stream<OpenHold> openHolds(Map<String, AttributeValue> item) {
        BalanceShard shard = new BalanceShard(
                new TenantId(value(item, TENANT).s()),
                Integer.parseInt(value(item, ITEM).s().substring(SHARD_PREFIX.length())));
        Currency currency = currency(item);
        return value(item, HOLDS).m().entrySet().stream()
                .map(entry -> new OpenHold(
                        shard, hold(entry.getKey(), entry.getValue().s(), currency)));
    }

    private static Hold hold(String id, String text, Currency currency) {
        String[] parts = text.split(" ", -1);
        Money amount = new Money(currency, new BigInteger(parts[0]));
        return new Hold(HoldId.read(id), amount, Instant.ofEpochMilli(Long.parseLong(parts[1])));
    }

    private static Money money(Map<String, AttributeValue> item, String name) {
        return new Money(currency(item), new BigInteger(value(item, name).n()));
    }

    private static Currency currency(Map<String, AttributeValue> item) {
        return new Currency(value(item, CURRENCY).s());
    }

    static AttributeValue value(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name))
                .orElseThrow(() -> new IllegalArgumentException("a stored balance lacks " + name));
    }
}
