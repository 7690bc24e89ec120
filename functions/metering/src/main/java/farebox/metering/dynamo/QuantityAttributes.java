package farebox.metering.dynamo;

import farebox.kernel.ByteCount;
import farebox.kernel.Tokens;
import farebox.metering.Quantities;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Quantities as number attributes, of an event and of a sum alike. */
final class QuantityAttributes {
    private QuantityAttributes() {}

    static Map<String, Long> of(Quantities quantities) {
        Map<String, Long> numbers = new LinkedHashMap<>();
        numbers.put("calls", quantities.calls());
        numbers.put("inputTokens", quantities.inputTokens().count());
        numbers.put("outputTokens", quantities.outputTokens().count());
        numbers.put("inputBytes", quantities.inputBytes().bytes());
        numbers.put("outputBytes", quantities.outputBytes().bytes());
        numbers.put("computeMs", quantities.compute().toMillis());
        return numbers;
    }

    static Quantities read(AttributeReader item) {
        return new Quantities(
                item.read("calls", QuantityAttributes::quantity),
                new Tokens(item.read("inputTokens", QuantityAttributes::quantity)),
                new Tokens(item.read("outputTokens", QuantityAttributes::quantity)),
                new ByteCount(item.read("inputBytes", QuantityAttributes::quantity)),
                new ByteCount(item.read("outputBytes", QuantityAttributes::quantity)),
                Duration.ofMillis(item.read("computeMs", QuantityAttributes::quantity)));
    }

    private static long quantity(String text) {
        long quantity = Long.parseLong(text);
        if (quantity < 0) {
            throw new IllegalArgumentException("a quantity is never negative: " + text);
        }
        return quantity;
    }
}
