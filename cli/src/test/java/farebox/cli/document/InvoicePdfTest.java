package farebox.cli.document;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.billing.Currency;
import farebox.billing.Money;
import farebox.billing.Quantity;
import farebox.billing.invoice.Invoice;
import farebox.billing.invoice.Tenants.Party;
import farebox.kernel.Meter;
import farebox.kernel.Sha256;
import farebox.kernel.TenantId;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

final class InvoicePdfTest {
    private static final Currency USD = new Currency("USD");
    private static final Instant START = Instant.parse("2026-08-01T00:00:00Z");
    private static final Instant END = Instant.parse("2026-09-01T00:00:00Z");

    @Test
    void pdf_saysWhoOwesWhatToWhom() throws IOException {
        try (PDDocument pdf = Loader.loadPDF(InvoicePdf.of(invoice(1)))) {
            assertThat(new PDFTextStripper().getText(pdf))
                    .contains("Invoice F-000007", "Bäcker", "Acme ?", "calls (calls)", "0.35", "Total");
        }
    }

    @Test
    void pdf_ofManyLinesGoesOnToTheNextPage() throws IOException {
        try (PDDocument pdf = Loader.loadPDF(InvoicePdf.of(invoice(60)))) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(3);
        }
    }

    private static Invoice invoice(int lines) {
        Invoice.Line line = new Invoice.Line(
                Invoice.Kind.USAGE,
                "calls",
                Optional.of(Meter.CALLS),
                Quantity.of(7),
                Optional.of(Money.of("0.05", USD)),
                "0.35",
                Money.of("0.35", USD),
                START,
                END);
        return new Invoice(
                Optional.of("F-000007"),
                new TenantId("acme"),
                "2026-08",
                START,
                END,
                new Party("Bäcker", List.of("1 Main Street"), Optional.of("CHE-123")),
                Party.named("Acme 漢"),
                USD,
                Collections.nCopies(lines, line),
                List.of(new Invoice.Tax("VAT", Money.of("0.03", USD))),
                Money.of("0.38", USD),
                Sha256.of(new byte[0]),
                Optional.of(END));
    }
}
