package farebox.billing.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import farebox.billing.Money;
import farebox.billing.invoice.Invoice;
import farebox.billing.invoice.Invoice.Kind;
import farebox.kernel.Meter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An invoice as a table with columns of FOCUS, the FinOps Open Cost and Usage Specification (1.1), one row for each
 * line and tax. ListUnitPrice times PricingQuantity is ListCost, exact; BilledCost is rounded and adds up to the total.
 */
public final class InvoiceCsv {
    private static final CsvMapper MAPPER = new CsvMapper();
    private static final List<String> COLUMNS = List.of(
            "InvoiceId",
            "InvoiceIssuerName",
            "ProviderName",
            "BillingAccountId",
            "BillingAccountName",
            "BillingPeriodStart",
            "BillingPeriodEnd",
            "ChargePeriodStart",
            "ChargePeriodEnd",
            "ChargeCategory",
            "ChargeDescription",
            "ServiceCategory",
            "ServiceName",
            "SkuId",
            "PricingQuantity",
            "PricingUnit",
            "ListUnitPrice",
            "ListCost",
            "EffectiveCost",
            "BilledCost",
            "BillingCurrency");

    private InvoiceCsv() {}

    public static String of(Invoice invoice) {
        CsvSchema schema = COLUMNS.stream()
                .reduce(CsvSchema.builder(), CsvSchema.Builder::addColumn, (one, other) -> one)
                .build()
                .withHeader();
        List<Map<String, String>> rows = new java.util.ArrayList<>();
        invoice.lines().forEach(line -> rows.add(row(invoice, line)));
        invoice.taxes().forEach(tax -> rows.add(row(invoice, tax)));
        try {
            return MAPPER.writer(schema).writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("an invoice of ours does not become CSV", e);
        }
    }

    private static Map<String, String> row(Invoice invoice, Invoice.Line line) {
        Map<String, String> row = common(invoice);
        row.put("ChargePeriodStart", line.start().toString());
        row.put("ChargePeriodEnd", line.end().toString());
        row.put("ChargeCategory", category(line.kind()));
        row.put("ChargeDescription", line.label());
        row.put("SkuId", line.label());
        row.put("PricingQuantity", line.quantity().toString());
        row.put("PricingUnit", line.meter().map(Meter::wireName).orElse(""));
        row.put("ListUnitPrice", line.unitPrice().map(Money::decimal).orElse(""));
        row.put("ListCost", line.exact());
        row.put("EffectiveCost", line.exact());
        row.put("BilledCost", line.amount().decimal());
        return row;
    }

    private static Map<String, String> row(Invoice invoice, Invoice.Tax tax) {
        Map<String, String> row = common(invoice);
        row.put("ChargePeriodStart", invoice.start().toString());
        row.put("ChargePeriodEnd", invoice.end().toString());
        row.put("ChargeCategory", "Tax");
        row.put("ChargeDescription", tax.name());
        row.put("ListCost", tax.amount().decimal());
        row.put("EffectiveCost", tax.amount().decimal());
        row.put("BilledCost", tax.amount().decimal());
        return row;
    }

    private static Map<String, String> common(Invoice invoice) {
        Map<String, String> row = new LinkedHashMap<>();
        COLUMNS.forEach(column -> row.put(column, ""));
        row.put("InvoiceId", invoice.number().orElse(""));
        row.put("InvoiceIssuerName", invoice.seller().name());
        row.put("ProviderName", invoice.seller().name());
        row.put("BillingAccountId", invoice.tenant().value());
        row.put("BillingAccountName", invoice.customer().name());
        row.put("BillingPeriodStart", invoice.start().toString());
        row.put("BillingPeriodEnd", invoice.end().toString());
        row.put("ServiceCategory", "AI and Machine Learning");
        row.put("ServiceName", "Farebox");
        row.put("BillingCurrency", invoice.currency().code());
        return row;
    }

    private static String category(Kind kind) {
        return switch (kind) {
            case USAGE, UNPRICED, LATE_USAGE -> "Usage";
            case FLAT_FEE, MINIMUM_COMMITMENT -> "Purchase";
            case DISCOUNT, MAXIMUM_SPEND -> "Adjustment";
            case PREPAID_CREDIT, REFUND -> "Credit";
        };
    }
}
