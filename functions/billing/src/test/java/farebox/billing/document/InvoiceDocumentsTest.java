package farebox.billing.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import farebox.billing.invoice.Invoice;
import farebox.billing.invoice.SampleInvoices;
import farebox.billing.json.InvoiceFormat;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class InvoiceDocumentsTest {
    private static final Invoice INVOICE = SampleInvoices.closed("acme", "2026-08", 7);

    @Test
    void csv_hasARowForEachLineAndTaxThatAddUpToTheTotal() throws IOException {
        List<Map<String, String>> rows = rows();

        assertThat(rows).hasSize(3);
        assertThat(rows).extracting(row -> row.get("ChargeCategory")).containsExactly("Usage", "Adjustment", "Tax");
        BigDecimal billed =
                rows.stream().map(row -> number(row, "BilledCost")).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(billed).isEqualByComparingTo(INVOICE.total().decimal());
    }

    @Test
    void csv_listUnitPriceTimesPricingQuantityIsListCost() throws IOException {
        Map<String, String> usage = rows().getFirst();

        assertThat(number(usage, "ListUnitPrice").multiply(number(usage, "PricingQuantity")))
                .isEqualByComparingTo(number(usage, "ListCost"));
        assertThat(usage)
                .containsEntry("InvoiceId", "F-000007")
                .containsEntry("BillingAccountName", "Acme, \"Ltd\"")
                .containsEntry("PricingUnit", "calls")
                .containsEntry("BillingCurrency", "USD");
    }

    @Test
    void html_namesPartiesNumberAndTotal_andEscapesWhatItIsGiven() {
        String html = InvoiceHtml.of(INVOICE);

        assertThat(html)
                .contains("Invoice F-000007", "B\u00e4cker &amp; S\u00f6hne &lt;AI&gt;", "Tax id CHE-123", "0.35")
                .doesNotContain("<AI>")
                .contains(INVOICE.hash().hex());
    }

    @Test
    void json_isReadAsItWasWritten() {
        InvoiceFormat format = new InvoiceFormat();

        assertThat(format.readInvoice(format.write(format.tree(INVOICE)))).isEqualTo(INVOICE);
    }

    private static List<Map<String, String>> rows() throws IOException {
        try (MappingIterator<Map<String, String>> rows = new CsvMapper()
                .readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(InvoiceCsv.of(INVOICE))) {
            return rows.readAll();
        }
    }

    private static BigDecimal number(Map<String, String> row, String column) {
        return new BigDecimal(Objects.requireNonNull(row.get(column)));
    }
}
