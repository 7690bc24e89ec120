package farebox.billing.json;

import farebox.billing.Bill;
import farebox.billing.Charge;
import farebox.billing.invoice.EstimateBill.Estimate;
import farebox.billing.invoice.Invoice.Tax;
import farebox.kernel.Meter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An estimate as a tree for JSON: {@code {currency, lines [{id, kind, meter, quantity, exact, amount}], taxes [{name,
 * amount}], total}}, all strings.
 */
public final class BillFormat {
    private BillFormat() {}

    public static Map<String, Object> tree(Estimate estimate) {
        Bill bill = estimate.bill();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("currency", bill.currency().code());
        tree.put("lines", bill.lines().stream().map(BillFormat::line).toList());
        tree.put("taxes", estimate.taxes().stream().map(BillFormat::tax).toList());
        tree.put("total", estimate.total().decimal());
        return tree;
    }

    private static Map<String, String> tax(Tax tax) {
        return Map.of("name", tax.name(), "amount", tax.amount().decimal());
    }

    static Map<String, Object> line(Bill.Line line) {
        Charge charge = line.charge();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("id", charge.label());
        tree.put("kind", charge.kind().name().toLowerCase(Locale.ROOT));
        tree.put("meter", charge.meter().map(Meter::wireName).orElse(null));
        tree.put("quantity", charge.quantity().toString());
        tree.put("exact", charge.exact().decimal());
        tree.put("amount", line.amount().decimal());
        return tree;
    }
}
