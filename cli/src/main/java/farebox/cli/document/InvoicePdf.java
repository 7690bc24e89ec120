package farebox.cli.document;

import farebox.billing.Money;
import farebox.billing.invoice.Invoice;
import farebox.billing.invoice.Tenants.Party;
import farebox.kernel.Meter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * An invoice as PDF, A4, with its font embedded. The font is Liberation Sans, which has Latin, Greek and Cyrillic; a
 * character that it lacks becomes a question mark.
 */
public final class InvoicePdf {
    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private InvoicePdf() {}

    public static byte[] of(Invoice invoice) {
        try (PDDocument document = new PDDocument();
                InputStream font = Objects.requireNonNull(PDDocument.class.getResourceAsStream(FONT), FONT);
                ByteArrayOutputStream pdf = new ByteArrayOutputStream()) {
            PDFont embedded = PDType0Font.load(document, font);
            try (PdfPages pages = new PdfPages(document, embedded)) {
                write(invoice, pages);
            }
            document.save(pdf);
            return pdf.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("an invoice of ours does not become PDF", e);
        }
    }

    private static void write(Invoice invoice, PdfPages pages) throws IOException {
        pages.title(title(invoice));
        pages.columns(party(invoice.seller()), party(invoice.customer()));
        pages.line("For " + invoice.month() + ": " + invoice.start() + " to " + invoice.end());
        pages.line(invoice.issued().map(at -> "Issued " + at).orElse("Not issued"));
        pages.row("Description", "Quantity", "Unit price", "Amount (" + invoice.currency() + ")");
        for (Invoice.Line line : invoice.lines()) {
            pages.row(
                    description(line),
                    line.quantity().toString(),
                    line.unitPrice().map(Money::decimal).orElse(""),
                    line.amount().decimal());
            pages.line("    " + day(line.start()) + " to " + day(line.end()));
        }
        for (Invoice.Tax tax : invoice.taxes()) {
            pages.row(tax.name(), "", "", tax.amount().decimal());
        }
        pages.row("Total", "", "", invoice.total().decimal());
        pages.line("SHA-256 of the rated input: " + invoice.hash());
    }

    private static String title(Invoice invoice) {
        return invoice.number().map(number -> "Invoice " + number).orElse("Statement of " + invoice.month());
    }

    private static String description(Invoice.Line line) {
        return line.label()
                + line.meter()
                        .map(Meter::wireName)
                        .map(name -> " (" + name + ")")
                        .orElse("");
    }

    private static String day(Instant instant) {
        return instant.toString();
    }

    private static List<String> party(Party party) {
        List<String> lines = new ArrayList<>(List.of(party.name()));
        lines.addAll(party.address());
        party.taxId().ifPresent(id -> lines.add("Tax id " + id));
        return lines;
    }
}
