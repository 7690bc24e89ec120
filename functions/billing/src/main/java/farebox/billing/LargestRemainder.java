package farebox.billing;

import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rounds the lines of a bill so that they add up to its rounded total: each line becomes its amount HALF_UP, except
 * where that would miss the total; there the lines with the largest remainders are rounded up (Hamilton's method).
 */
final class LargestRemainder {
    private LargestRemainder() {}

    /** Lines in the order given; of equal remainders the earlier is rounded up first. */
    static List<Money> round(Currency currency, List<ExactAmount> exact) {
        BigInteger total = ExactAmount.sum(currency, exact).minorUnits().round(RoundingMode.HALF_UP);
        List<BigInteger> floors = exact.stream()
                .map(amount -> amount.minorUnits().round(RoundingMode.FLOOR))
                .toList();
        int missing = total.subtract(sum(floors)).intValueExact();
        List<BigInteger> units = new ArrayList<>(floors);
        byRemainder(exact, floors)
                .limit(missing)
                .forEach(i -> units.set(i, units.get(i).add(BigInteger.ONE)));
        return units.stream()
                .map(count -> ExactAmount.ofMinorUnits(currency, count))
                .toList();
    }

    private static java.util.stream.Stream<Integer> byRemainder(List<ExactAmount> exact, List<BigInteger> floors) {
        Comparator<Integer> remainder =
                Comparator.comparing(i -> exact.get(i).minorUnits().minus(Ratio.of(floors.get(i))));
        return IntStream.range(0, exact.size()).boxed().sorted(remainder.reversed());
    }

    private static BigInteger sum(List<BigInteger> units) {
        return units.stream().reduce(BigInteger.ZERO, BigInteger::add);
    }
}
