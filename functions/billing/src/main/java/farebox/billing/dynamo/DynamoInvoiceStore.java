package farebox.billing.dynamo;

import farebox.aws.AwsRequests;
import farebox.billing.invoice.CreditNote;
import farebox.billing.invoice.FrozenUsage;
import farebox.billing.invoice.Invoice;
import farebox.billing.invoice.InvoiceStore;
import farebox.billing.invoice.Refund;
import farebox.billing.json.FrozenUsageFormat;
import farebox.billing.json.InvoiceFormat;
import farebox.kernel.TenantId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Frozen usage, invoices and credit notes in the table of balances, as JSON: items {@code frozen#<month>},
 * {@code invoice#<month>}, {@code credit#<n>} and {@code refund#<event>} of a tenant. The last number of either
 * sequence is an item of its own under the tenant {@code #numbers}, which is raised in the transaction that stores the
 * document.
 */
public final class DynamoInvoiceStore implements InvoiceStore {
    private static final String INVOICE = "invoice#";
    private static final String CREDIT = "credit#";
    private static final String FROZEN = "frozen#";
    private static final String REFUND = "refund#";
    private static final String NUMBERS = "#numbers";
    private static final String LAST = "last";
    private static final String JSON = "json";

    private final DynamoDbClient dynamo;
    private final String table;
    private final InvoiceFormat format = new InvoiceFormat();

    public DynamoInvoiceStore(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public Optional<Invoice> find(TenantId tenant, String month) {
        return document(key(tenant.value(), INVOICE + month)).map(format::readInvoice);
    }

    @Override
    public Optional<FrozenUsage> frozen(TenantId tenant, String month) {
        return document(key(tenant.value(), FROZEN + month)).map(json -> FrozenUsageFormat.read(tenant, month, json));
    }

    @Override
    public void freeze(FrozenUsage usage) {
        store(
                key(usage.tenant().value(), FROZEN + usage.month()),
                FrozenUsageFormat.write(usage),
                FROZEN,
                Optional.empty());
    }

    @Override
    public boolean add(Refund refund) {
        return store(
                key(refund.tenant().value(), REFUND + refund.event()),
                format.write(InvoiceFormat.tree(refund)),
                REFUND,
                Optional.empty());
    }

    @Override
    public List<Refund> refunds(TenantId tenant, String month) {
        return documents(Optional.of(tenant), REFUND)
                .map(format::readRefund)
                .filter(refund -> refund.month().equals(month))
                .toList();
    }

    private Optional<String> document(Map<String, AttributeValue> key) {
        return answered(() ->
                dynamo.getItem(get -> get.tableName(table).key(key).consistentRead(true)).item().entrySet().stream()
                        .filter(attribute -> attribute.getKey().equals(JSON))
                        .map(attribute -> attribute.getValue().s())
                        .findFirst());
    }

    @Override
    public List<Invoice> list(Optional<TenantId> tenant) {
        return documents(tenant, INVOICE)
                .map(format::readInvoice)
                .sorted(Comparator.comparing(Invoice::month).thenComparing(Invoice::tenant))
                .toList();
    }

    @Override
    public List<CreditNote> creditNotes(TenantId tenant) {
        return documents(Optional.of(tenant), CREDIT)
                .map(format::readCreditNote)
                .toList();
    }

    /** Tried again when another document took the number; ends when one is stored for this tenant and month. */
    @Override
    public Invoice add(Invoice draft, boolean needsNumber, Function<Optional<Long>, Invoice> numbered) {
        while (true) {
            Optional<Long> number = needsNumber ? Optional.of(last(INVOICE) + 1) : Optional.empty();
            Invoice invoice = numbered.apply(number);
            boolean stored = store(
                    key(draft.tenant().value(), INVOICE + draft.month()),
                    format.write(format.tree(invoice)),
                    INVOICE,
                    number);
            Optional<Invoice> standing = stored ? Optional.of(invoice) : find(draft.tenant(), draft.month());
            if (standing.isPresent()) {
                return standing.get();
            }
        }
    }

    @Override
    public Optional<CreditNote> add(int read, Function<Long, CreditNote> numbered, TenantId tenant) {
        long number = last(CREDIT) + 1;
        CreditNote note = numbered.apply(number);
        Map<String, AttributeValue> key = key(tenant.value(), CREDIT + "%06d".formatted(read + 1));
        return store(key, format.write(InvoiceFormat.tree(note)), CREDIT, Optional.of(number))
                ? Optional.of(note)
                : Optional.empty();
    }

    private boolean store(Map<String, AttributeValue> key, String json, String sequence, Optional<Long> number) {
        Put document = Put.builder()
                .tableName(table)
                .item(Map.of(
                        ShardItem.TENANT,
                        ShardItem.value(key, ShardItem.TENANT),
                        ShardItem.ITEM,
                        ShardItem.value(key, ShardItem.ITEM),
                        JSON,
                        AttributeValue.fromS(json)))
                .conditionExpression("attribute_not_exists(#tenant)")
                .expressionAttributeNames(Map.of("#tenant", ShardItem.TENANT))
                .build();
        Stream<TransactWriteItem> items = Stream.concat(
                Stream.of(TransactWriteItem.builder().put(document).build()),
                number
                        .map(next -> TransactWriteItem.builder()
                                .update(raise(sequence, next))
                                .build())
                        .stream());
        TransactWriteItemsRequest request = TransactWriteItemsRequest.builder()
                .transactItems(items.toList())
                .build();
        return answered(() -> {
            try {
                dynamo.transactWriteItems(request);
                return true;
            } catch (TransactionCanceledException e) {
                return false;
            }
        });
    }

    private Update raise(String sequence, long next) {
        return Update.builder()
                .tableName(table)
                .key(key(NUMBERS, sequence))
                .updateExpression("SET #last = :next")
                .conditionExpression("#last = :before OR (attribute_not_exists(#last) AND :before = :none)")
                .expressionAttributeNames(Map.of("#last", LAST))
                .expressionAttributeValues(Map.of(
                        ":next",
                        AttributeValue.fromN(Long.toString(next)),
                        ":before",
                        AttributeValue.fromN(Long.toString(next - 1)),
                        ":none",
                        AttributeValue.fromN("0")))
                .build();
    }

    private long last(String sequence) {
        return answered(() -> dynamo
                .getItem(get -> get.tableName(table).key(key(NUMBERS, sequence)).consistentRead(true))
                .item()
                .entrySet()
                .stream()
                .filter(attribute -> attribute.getKey().equals(LAST))
                .map(attribute -> Long.valueOf(attribute.getValue().n()))
                .findFirst()
                .orElse(0L));
    }

    private Stream<String> documents(Optional<TenantId> tenant, String prefix) {
        return answered(() -> tenant.map(one -> query(one, prefix)).orElseGet(() -> scan(prefix)).stream()
                .map(item -> ShardItem.value(item, JSON).s()));
    }

    private List<Map<String, AttributeValue>> query(TenantId tenant, String prefix) {
        QueryRequest query = QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .keyConditionExpression("#tenant = :tenant AND begins_with(#item, :prefix)")
                .expressionAttributeNames(Map.of("#tenant", ShardItem.TENANT, "#item", ShardItem.ITEM))
                .expressionAttributeValues(Map.of(
                        ":tenant", AttributeValue.fromS(tenant.value()), ":prefix", AttributeValue.fromS(prefix)))
                .build();
        return dynamo.queryPaginator(query).items().stream().toList();
    }

    private List<Map<String, AttributeValue>> scan(String prefix) {
        ScanRequest scan = ScanRequest.builder()
                .tableName(table)
                .filterExpression("begins_with(#item, :prefix) AND attribute_exists(#json)")
                .expressionAttributeNames(Map.of("#item", ShardItem.ITEM, "#json", JSON))
                .expressionAttributeValues(Map.of(":prefix", AttributeValue.fromS(prefix)))
                .build();
        return dynamo.scanPaginator(scan).items().stream().toList();
    }

    private static Map<String, AttributeValue> key(String tenant, String item) {
        return Map.of(ShardItem.TENANT, AttributeValue.fromS(tenant), ShardItem.ITEM, AttributeValue.fromS(item));
    }

    private static <T> T answered(Supplier<T> request) {
        return AwsRequests.call("invoices cannot be stored or read at the moment", request);
    }
}
