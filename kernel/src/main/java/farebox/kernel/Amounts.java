package farebox.kernel;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongBinaryOperator;

/**
 * How much of each meter was used: whole numbers of the meter's unit, never negative. A meter that is not named has the
 * amount 0.
 */
public final class Amounts {
    private static final Meter[] METERS = Meter.values();

    public static final Amounts NONE = new Amounts(Map.of());

    /** By the meter's ordinal: sums over millions of events are additions of these. Never changed once it is here. */
    private final long[] byMeter;

    /** @throws IllegalArgumentException if an amount is negative */
    public Amounts(Map<Meter, Long> amounts) {
        this(byMeter(amounts));
    }

    private Amounts(long[] byMeter) {
        for (int i = 0; i < byMeter.length; i++) {
            if (byMeter[i] < 0) {
                throw new IllegalArgumentException(
                        "an amount of " + METERS[i].wireName() + " is negative: " + byMeter[i]);
            }
        }
        this.byMeter = byMeter;
    }

    /** @throws IllegalArgumentException if the amount is negative */
    public static Amounts of(Meter meter, long amount) {
        return NONE.with(meter, amount);
    }

    public long of(Meter meter) {
        return byMeter[meter.ordinal()];
    }

    /** The amounts that are not 0, in the order of {@link Meter}. */
    public Map<Meter, Long> nonZero() {
        Map<Meter, Long> amounts = new EnumMap<>(Meter.class);
        for (Meter meter : METERS) {
            if (of(meter) != 0) {
                amounts.put(meter, of(meter));
            }
        }
        return Collections.unmodifiableMap(amounts);
    }

    /**
     * The same amounts with another one for this meter.
     *
     * @throws IllegalArgumentException if the amount is negative
     */
    public Amounts with(Meter meter, long amount) {
        long[] changed = byMeter.clone();
        changed[meter.ordinal()] = amount;
        return new Amounts(changed);
    }

    /** @throws ArithmeticException if a sum exceeds 2^63 - 1 */
    public Amounts plus(Amounts other) {
        return combined(other, Math::addExact);
    }

    /** @throws IllegalArgumentException if the other has more of a meter */
    public Amounts minus(Amounts other) {
        return combined(other, Math::subtractExact);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Amounts amounts && Arrays.equals(byMeter, amounts.byMeter);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(byMeter);
    }

    @Override
    public String toString() {
        return "Amounts" + nonZero();
    }

    private Amounts combined(Amounts other, LongBinaryOperator operator) {
        long[] results = new long[byMeter.length];
        for (int i = 0; i < results.length; i++) {
            results[i] = operator.applyAsLong(byMeter[i], other.byMeter[i]);
        }
        return new Amounts(results);
    }

    private static long[] byMeter(Map<Meter, Long> amounts) {
        long[] byMeter = new long[METERS.length];
        amounts.forEach((meter, amount) -> byMeter[meter.ordinal()] = amount);
        return byMeter;
    }
}
