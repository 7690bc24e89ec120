package farebox.metering.dynamo;

import farebox.kernel.ByteCount;
import farebox.kernel.TokenCount;
import farebox.metering.Quantities;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

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

    static Quantities read(AttributeReader item, long largest) {
        Function<String, Long> quantity = text -> quantity(text, largest);
        return new Quantities(
                item.read("calls", quantity),
                new TokenCount(item.read("inputTokens", quantity)),
                new TokenCount(item.read("outputTokens", quantity)),
                new ByteCount(item.read("inputBytes", quantity)),
                new ByteCount(item.read("outputBytes", quantity)),
                Duration.ofMillis(item.read("computeMs", quantity)));
    }

    private static long quantity(String text, long largest) {
        long quantity = Long.parseLong(text);
        if (quantity < 0 || quantity > largest) {
            throw new IllegalArgumentException("a quantity here is 0 to " + largest + ": " + text);
        }
        return quantity;
    }
}
