package farebox.billing.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.billing.Currency;
import farebox.billing.ExactAmount;
import farebox.billing.Money;
import farebox.billing.Quantity;
import farebox.billing.invoice.CreditNote;
import farebox.billing.invoice.Invoice;
import farebox.billing.invoice.Refund;
import farebox.billing.invoice.Tenants.Party;
import farebox.kernel.DataCorrupted;
import farebox.kernel.Meter;
import farebox.kernel.Sha256;
import farebox.kernel.TenantId;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Invoices and credit notes as JSON, for the API, the command and the store; amounts are decimal strings. */
public final class InvoiceFormat {
    private final ObjectMapper mapper = new ObjectMapper();

    /**
     * {@code {object, number, tenant, month, start, end, seller, customer, currency, lines, taxes, total, hash,
     * issued}}.
     */
    public Map<String, @Nullable Object> tree(Invoice invoice) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("object", "invoice");
        tree.put("number", invoice.number().orElse(null));
        tree.put("tenant", invoice.tenant().value());
        tree.put("month", invoice.month());
        tree.put("start", invoice.start().toString());
        tree.put("end", invoice.end().toString());
        tree.put("seller", party(invoice.seller()));
        tree.put("customer", party(invoice.customer()));
        tree.put("currency", invoice.currency().code());
        tree.put("lines", invoice.lines().stream().map(InvoiceFormat::line).toList());
        tree.put("subtotal", invoice.subtotal().decimal());
        tree.put("taxes", invoice.taxes().stream().map(InvoiceFormat::tax).toList());
        tree.put("total", invoice.total().decimal());
        tree.put("hash", invoice.hash().hex());
        tree.put("issued", invoice.issued().map(Instant::toString).orElse(null));
        return tree;
    }

    public static Map<String, @Nullable Object> tree(CreditNote note) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("object", "credit_note");
        tree.put("number", note.number());
        tree.put("tenant", note.tenant().value());
        tree.put("invoice", note.invoice());
        tree.put("line", note.line());
        tree.put("currency", note.amount().currency().code());
        tree.put("amount", note.amount().decimal());
        tree.put("reason", note.reason());
        tree.put("issued", note.issued().toString());
        return tree;
    }

    public static Map<String, @Nullable Object> tree(Refund refund) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("object", "refund");
        tree.put("event", refund.event());
        tree.put("tenant", refund.tenant().value());
        tree.put("month", refund.month());
        tree.put("currency", refund.amount().currency().code());
        tree.put("amount", refund.amount().decimal());
        tree.put("reason", refund.reason());
        tree.put("at", refund.at().toString());
        return tree;
    }

    public String write(Object tree) {
        try {
            return mapper.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a value of ours does not become JSON", e);
        }
    }

    /** @throws DataCorrupted if the text is not what {@link #tree(Invoice)} makes */
    public Invoice readInvoice(String json) {
        return read(json, InvoiceFormat::invoice);
    }

    /** @throws DataCorrupted if the text is not what {@link #tree(CreditNote)} makes */
    public CreditNote readCreditNote(String json) {
        return read(json, InvoiceFormat::creditNote);
    }

    /** @throws DataCorrupted if the text is not what {@link #tree(Refund)} makes */
    public Refund readRefund(String json) {
        return read(json, InvoiceFormat::refund);
    }

    private static Refund refund(JsonNode json) {
        return new Refund(
                text(json, "event"),
                new TenantId(text(json, "tenant")),
                text(json, "month"),
                ExactAmount.parse(text(json, "amount"), new Currency(text(json, "currency"))),
                text(json, "reason"),
                Instant.parse(text(json, "at")));
    }

    private <T> T read(String json, Function<JsonNode, T> reader) {
        try {
            return reader.apply(mapper.readTree(json));
        } catch (JsonProcessingException | NullPointerException | IllegalArgumentException e) {
            throw new DataCorrupted("a stored billing document cannot be read", e);
        }
    }

    private static Invoice invoice(JsonNode json) {
        Currency currency = new Currency(text(json, "currency"));
        return new Invoice(
                optional(json, "number"),
                new TenantId(text(json, "tenant")),
                text(json, "month"),
                Instant.parse(text(json, "start")),
                Instant.parse(text(json, "end")),
                party(json.get("seller")),
                party(json.get("customer")),
                currency,
                list(json.get("lines"), line -> line(line, currency)),
                list(json.get("taxes"), tax -> new Invoice.Tax(text(tax, "name"), money(tax, "amount", currency))),
                money(json, "total", currency),
                new Sha256(text(json, "hash")),
                optional(json, "issued").map(Instant::parse));
    }

    private static CreditNote creditNote(JsonNode json) {
        return new CreditNote(
                text(json, "number"),
                new TenantId(text(json, "tenant")),
                text(json, "invoice"),
                json.get("line").asInt(),
                money(json, "amount", new Currency(text(json, "currency"))),
                text(json, "reason"),
                Instant.parse(text(json, "issued")));
    }

    private static Map<String, @Nullable Object> line(Invoice.Line line) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("kind", line.kind().name().toLowerCase(Locale.ROOT));
        tree.put("id", line.label());
        tree.put("meter", line.meter().map(Meter::wireName).orElse(null));
        tree.put("quantity", line.quantity().toString());
        tree.put("unit_price", line.unitPrice().map(Money::decimal).orElse(null));
        tree.put("exact", line.exact());
        tree.put("amount", line.amount().decimal());
        tree.put("start", line.start().toString());
        tree.put("end", line.end().toString());
        return tree;
    }

    private static Invoice.Line line(JsonNode json, Currency currency) {
        return new Invoice.Line(
                Invoice.Kind.valueOf(text(json, "kind").toUpperCase(Locale.ROOT)),
                text(json, "id"),
                optional(json, "meter")
                        .map(name -> Meter.named(name).orElseThrow(() -> new IllegalArgumentException(name))),
                Quantity.of(text(json, "quantity")),
                optional(json, "unit_price").map(price -> Money.of(price, currency)),
                text(json, "exact"),
                money(json, "amount", currency),
                Instant.parse(text(json, "start")),
                Instant.parse(text(json, "end")));
    }

    private static Map<String, String> tax(Invoice.Tax tax) {
        return Map.of("name", tax.name(), "amount", tax.amount().decimal());
    }

    private static Map<String, @Nullable Object> party(Party party) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("name", party.name());
        tree.put("address", party.address());
        tree.put("tax_id", party.taxId().orElse(null));
        return tree;
    }

    static Party party(JsonNode json) {
        return new Party(text(json, "name"), list(json.get("address"), JsonNode::asText), optional(json, "tax_id"));
    }

    private static Money money(JsonNode json, String name, Currency currency) {
        return Money.of(text(json, name), currency);
    }

    private static String text(JsonNode json, String name) {
        return json.get(name).asText();
    }

    private static Optional<String> optional(JsonNode json, String name) {
        return Optional.ofNullable(json.get(name))
                .filter(node -> !node.isNull())
                .map(JsonNode::asText);
    }

    private static <T> List<T> list(JsonNode array, Function<JsonNode, T> each) {
        return StreamSupport.stream(array.spliterator(), false).map(each).toList();
    }
}
