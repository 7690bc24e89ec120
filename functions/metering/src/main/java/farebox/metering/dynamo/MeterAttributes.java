package farebox.metering.dynamo;

import farebox.kernel.Amounts;
import farebox.kernel.Meter;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Amounts as number attributes with short names, of an event and of an aggregate alike. An amount of 0 has none. */
final class MeterAttributes {
    private MeterAttributes() {}

    static Map<String, Long> of(Amounts amounts) {
        Map<String, Long> numbers = new LinkedHashMap<>();
        amounts.nonZero().forEach((meter, amount) -> numbers.put(name(meter), amount));
        return numbers;
    }

    /** @param max the highest amount of one meter that is read as such */
    static Amounts read(AttributeReader item, long max) {
        Map<Meter, Long> amounts = new EnumMap<>(Meter.class);
        for (Meter meter : Meter.values()) {
            Optional<Long> amount = item.readIfPresent(name(meter), text -> amount(text, max));
            amount.ifPresent(number -> amounts.put(meter, number));
        }
        return new Amounts(amounts);
    }

    /** Each of its own, and for ever: items that hold them are not rewritten. */
    static String name(Meter meter) {
        return switch (meter) {
            case CALLS -> "mc";
            case TOKENS_IN -> "mti";
            case TOKENS_OUT -> "mto";
            case BYTES_IN -> "mbi";
            case BYTES_OUT -> "mbo";
            case COMPUTE_MS -> "mcm";
            case ROWS -> "mr";
            case IMAGES -> "mi";
            case AUDIO_MS -> "mam";
            case TRAINING_SECONDS -> "mts";
        };
    }

    private static long amount(String text, long max) {
        long amount = Long.parseLong(text);
        if (amount < 0 || amount > max) {
            throw new IllegalArgumentException("an amount here is 0 to " + max + ": " + text);
        }
        return amount;
    }
}
