package farebox.billing.dynamo;

import farebox.aws.AwsRequests;
import farebox.billing.Percentage;
import farebox.billing.invoice.BillingAccounts;
import farebox.billing.invoice.TaxPolicy.TaxRate;
import farebox.billing.invoice.TaxPolicy.TaxRates;
import farebox.billing.invoice.Tenants.Party;
import farebox.billing.invoice.Tenants.PaymentMode;
import farebox.billing.invoice.Tenants.PlanSpan;
import farebox.kernel.PlanName;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How tenants pay and who they are: the item {@code account} of a tenant in the table of balances; and the tax rates of
 * tenants, or of {@code #all}, in the item {@code tax}.
 */
public final class DynamoAccounts implements BillingAccounts, TaxRates {
    private static final String ACCOUNT = "account";
    private static final String MODE = "mode";
    private static final String ZONE = "zone";
    private static final String NAME = "name";
    private static final String ADDRESS = "address";
    private static final String TAX_ID = "tax_id";
    private static final String PLANS = "plans";
    private static final String RATE = "rate";

    private final DynamoDbClient dynamo;
    private final String table;

    public DynamoAccounts(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public Account read(TenantId tenant) {
        Map<String, AttributeValue> item = answered(() -> dynamo.getItem(
                        get -> get.tableName(table).key(key(tenant)).consistentRead(true))
                .item());
        return item.isEmpty() ? Account.unknown(tenant) : account(item);
    }

    @Override
    public void write(TenantId tenant, Account account) {
        Map<String, AttributeValue> item = new TreeMap<>(key(tenant));
        item.put(MODE, AttributeValue.fromS(account.mode().name()));
        item.put(ZONE, AttributeValue.fromS(account.zone().getId()));
        item.put(NAME, AttributeValue.fromS(account.party().name()));
        item.put(
                ADDRESS,
                AttributeValue.fromL(account.party().address().stream()
                        .map(AttributeValue::fromS)
                        .toList()));
        item.put(
                PLANS,
                AttributeValue.fromL(account.plans().stream()
                        .map(span -> AttributeValue.fromS(span.plan() + " " + span.from()))
                        .toList()));
        account.party().taxId().ifPresent(taxId -> item.put(TAX_ID, AttributeValue.fromS(taxId)));
        answered(() -> dynamo.putItem(put -> put.tableName(table).item(item)));
    }

    @Override
    public Optional<TaxRate> taxRate(Optional<TenantId> tenant) {
        Map<String, AttributeValue> item = answered(() -> dynamo.getItem(
                        get -> get.tableName(table).key(taxKey(tenant)).consistentRead(true))
                .item());
        return item.isEmpty()
                ? Optional.empty()
                : Optional.of(new TaxRate(
                        ShardItem.value(item, NAME).s(),
                        Percentage.of(ShardItem.value(item, RATE).s())));
    }

    /** @throws Unavailable if it is not known whether it was stored */
    public void setTaxRate(Optional<TenantId> tenant, TaxRate rate) {
        Map<String, AttributeValue> item = new TreeMap<>(taxKey(tenant));
        item.put(NAME, AttributeValue.fromS(rate.name()));
        item.put(RATE, AttributeValue.fromS(rate.rate().value().toPlainString()));
        answered(() -> dynamo.putItem(put -> put.tableName(table).item(item)));
    }

    private static Map<String, AttributeValue> taxKey(Optional<TenantId> tenant) {
        return Map.of(
                ShardItem.TENANT,
                AttributeValue.fromS(tenant.map(TenantId::value).orElse("#all")),
                ShardItem.ITEM,
                AttributeValue.fromS("tax"));
    }

    private static Account account(Map<String, AttributeValue> item) {
        List<String> address = ShardItem.value(item, ADDRESS).l().stream()
                .map(AttributeValue::s)
                .toList();
        return new Account(
                PaymentMode.valueOf(ShardItem.value(item, MODE).s()),
                ZoneId.of(ShardItem.value(item, ZONE).s()),
                new Party(
                        ShardItem.value(item, NAME).s(),
                        address,
                        Optional.ofNullable(item.get(TAX_ID)).map(AttributeValue::s)),
                item.getOrDefault(PLANS, AttributeValue.fromL(List.of())).l().stream()
                        .map(span -> span(span.s()))
                        .toList());
    }

    private static PlanSpan span(String text) {
        int end = text.indexOf(' ');
        return new PlanSpan(new PlanName(text.substring(0, end)), Instant.parse(text.substring(end + 1)));
    }

    private static Map<String, AttributeValue> key(TenantId tenant) {
        return Map.of(
                ShardItem.TENANT, AttributeValue.fromS(tenant.value()), ShardItem.ITEM, AttributeValue.fromS(ACCOUNT));
    }

    private static <T> T answered(Supplier<T> request) {
        return AwsRequests.call("billing accounts cannot be stored or read at the moment", request);
    }
}
