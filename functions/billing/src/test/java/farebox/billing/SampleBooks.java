package farebox.billing;

import farebox.kernel.Meter;
import farebox.kernel.PlanName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Small price books for tests. */
public final class SampleBooks {
    public static final Currency USD = new Currency("USD");
    public static final PlanName STANDARD = new PlanName("standard");

    private SampleBooks() {}

    /** The plan {@code standard} with one price per call. */
    public static PriceBook perCall(String unitPrice) {
        PriceModel model = new PriceModel.PerUnit(Money.of(unitPrice, USD), Quantity.ZERO);
        Price price = new Price("p", Meter.CALLS, Set.of(), model, Price.Fraction.EXACT);
        return new PriceBook(USD, Map.of(STANDARD, Plan.of(STANDARD, List.of(price))));
    }

    /** The same as JSON. */
    public static byte[] perCallJson(String unitPrice) {
        return """
                {"currency": "USD", "plans": {"standard": {"prices": [
                  {"id": "p", "meter": "calls", "model": "per_unit", "unit_price": "%s"}
                ]}}}""".formatted(unitPrice).getBytes(StandardCharsets.UTF_8);
    }
}
