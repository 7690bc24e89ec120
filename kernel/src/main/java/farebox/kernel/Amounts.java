package farebox.kernel;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * How much of each meter was used: whole numbers of the meter's unit, never negative. A meter that is not named has the
 * amount 0.
 *
 * @param nonZero the amounts that are not 0, in the order of {@link Meter}
 */
public record Amounts(Map<Meter, Long> nonZero) {
    private static final List<Meter> METERS = List.of(Meter.values());

    public static final Amounts NONE = new Amounts(Map.of());

    /** @throws IllegalArgumentException if an amount is negative */
    public Amounts {
        Map<Meter, Long> copy = new EnumMap<>(Meter.class);
        for (Meter meter : METERS) {
            put(copy, meter, nonZero.getOrDefault(meter, 0L));
        }
        nonZero = Collections.unmodifiableMap(copy);
    }

    /** @throws IllegalArgumentException if the amount is negative */
    public static Amounts of(Meter meter, long amount) {
        return new Amounts(Map.of(meter, amount));
    }

    public long of(Meter meter) {
        return nonZero.getOrDefault(meter, 0L);
    }

    /**
     * The same amounts with another one for this meter.
     *
     * @throws IllegalArgumentException if the amount is negative
     */
    public Amounts with(Meter meter, long amount) {
        return each(other -> other == meter ? amount : of(other));
    }

    /** @throws ArithmeticException if a sum exceeds 2^63 - 1 */
    public Amounts plus(Amounts other) {
        return each(meter -> Math.addExact(of(meter), other.of(meter)));
    }

    /** @throws IllegalArgumentException if the other has more of a meter */
    public Amounts minus(Amounts other) {
        return each(meter -> of(meter) - other.of(meter));
    }

    private static Amounts each(ToLongFunction<Meter> amount) {
        Map<Meter, Long> amounts = new EnumMap<>(Meter.class);
        for (Meter meter : METERS) {
            amounts.put(meter, amount.applyAsLong(meter));
        }
        return new Amounts(amounts);
    }

    private static void put(Map<Meter, Long> amounts, Meter meter, long amount) {
        if (amount < 0) {
            throw new IllegalArgumentException("an amount of " + meter.wireName() + " is negative: " + amount);
        }
        if (amount > 0) {
            amounts.put(meter, amount);
        }
    }
}
