package farebox.kernel;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How much of each meter was used: whole numbers of the meter's unit, never negative. A meter that is not named has the
 * amount 0.
 *
 * @param nonZero the amounts that are not 0, in the order of {@link Meter}
 */
public record Amounts(Map<Meter, Long> nonZero) {
    public static final Amounts NONE = new Amounts(Map.of());

    /** @throws IllegalArgumentException if an amount is negative */
    public Amounts {
        Map<Meter, Long> copy = new EnumMap<>(Meter.class);
        nonZero.forEach((meter, amount) -> put(copy, meter, amount));
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
        Map<Meter, Long> changed = mutableCopy();
        changed.put(meter, amount);
        return new Amounts(changed);
    }

    /** @throws ArithmeticException if a sum exceeds 2^63 - 1 */
    public Amounts plus(Amounts other) {
        Map<Meter, Long> sums = mutableCopy();
        other.nonZero.forEach((meter, amount) -> sums.merge(meter, amount, Math::addExact));
        return new Amounts(sums);
    }

    /** @throws IllegalArgumentException if the other has more of a meter */
    public Amounts minus(Amounts other) {
        Map<Meter, Long> differences = mutableCopy();
        other.nonZero.forEach((meter, amount) -> differences.merge(meter, -amount, Math::addExact));
        return new Amounts(differences);
    }

    private Map<Meter, Long> mutableCopy() {
        Map<Meter, Long> copy = new EnumMap<>(Meter.class);
        copy.putAll(nonZero);
        return copy;
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
