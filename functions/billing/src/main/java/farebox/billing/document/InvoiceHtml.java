package farebox.billing.document;

import farebox.billing.invoice.Invoice;
import farebox.billing.invoice.Tenants.Party;
import java.util.stream.Collectors;

/** An invoice as one HTML page that loads nothing else and prints on A4 and Letter. */
public final class InvoiceHtml {
    private InvoiceHtml() {}

    public static String of(Invoice invoice) {
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <title>%1$s</title>
            <style>
            body { font: 11pt/1.4 sans-serif; margin: 2cm; color: #111; }
            table { width: 100%%; border-collapse: collapse; margin: 1em 0; }
            th, td { text-align: left; padding: .3em .5em; border-bottom: 1px solid #ccc; }
            th.amount, td.amount { text-align: right; font-variant-numeric: tabular-nums; }
            .parties { display: flex; justify-content: space-between; }
            .hash { font-size: 8pt; color: #555; overflow-wrap: anywhere; }
            @media print { body { margin: 0; } }
            </style>
            </head>
            <body>
            <h1>%1$s</h1>
            <div class="parties"><address>%2$s</address><address>%3$s</address></div>
            <p>%4$s</p>
            <table>
            <thead><tr><th>Description</th><th>Period (UTC)</th><th class="amount">Quantity</th>\
            <th class="amount">Unit price</th><th class="amount">Amount (%5$s)</th></tr></thead>
            <tbody>
            %6$s
            </tbody>
            <tfoot>
            %7$s
            <tr><th colspan="4">Total</th><th class="amount">%8$s</th></tr>
            </tfoot>
            </table>
            <p class="hash">SHA-256 of the rated input: %9$s</p>
            </body>
            </html>
            """.formatted(
                        escape(title(invoice)),
                        party(invoice.seller()),
                        party(invoice.customer()),
                        escape(period(invoice)),
                        escape(invoice.currency().code()),
                        invoice.lines().stream().map(InvoiceHtml::row).collect(Collectors.joining("\n")),
                        invoice.taxes().stream().map(InvoiceHtml::row).collect(Collectors.joining("\n")),
                        invoice.total().decimal(),
                        invoice.hash().hex());
    }

    static String title(Invoice invoice) {
        return invoice.number()
                .map(number -> "Invoice " + number)
                .orElse(
                        invoice.issued().isPresent()
                                ? "Statement of " + invoice.month()
                                : "Preview of " + invoice.month());
    }

    static String period(Invoice invoice) {
        String issued = invoice.issued().map(at -> "; issued " + at).orElse("");
        return "For " + invoice.month() + ": " + invoice.start() + " to " + invoice.end() + issued;
    }

    private static String party(Party party) {
        StringBuilder html = new StringBuilder("<strong>" + escape(party.name()) + "</strong>");
        party.address().forEach(line -> html.append("<br>").append(escape(line)));
        party.taxId().ifPresent(id -> html.append("<br>Tax id ").append(escape(id)));
        return html.toString();
    }

    private static String row(Invoice.Line line) {
        return "<tr><td>%s</td><td>%s to %s</td><td class=\"amount\">%s</td><td class=\"amount\">%s</td><td class=\"amount\">%s</td></tr>"
                .formatted(
                        escape(description(line)),
                        line.start(),
                        line.end(),
                        line.quantity(),
                        line.unitPrice().map(price -> price.decimal()).orElse(""),
                        line.amount().decimal());
    }

    static String description(Invoice.Line line) {
        return line.meter()
                .map(meter -> line.label() + " (" + meter.wireName() + ")")
                .orElse(line.label());
    }

    private static String row(Invoice.Tax tax) {
        return "<tr><td colspan=\"4\">%s</td><td class=\"amount\">%s</td></tr>"
                .formatted(escape(tax.name()), tax.amount().decimal());
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
