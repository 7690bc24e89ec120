package farebox.billing;

import java.util.List;
import java.util.stream.IntStream;

/** Charges, rounded to what can be paid; the lines add up to the total. */
public record Bill(Currency currency, List<Line> lines, Money total) {
    public Bill {
        lines = List.copyOf(lines);
    }

    /** A charge and what it comes to on the bill. */
    public record Line(Charge charge, Money amount) {}

    /**
     * Rounds the sum once, HALF_UP, and the lines so that they add up to it.
     *
     * @throws IllegalArgumentException if a charge is in another currency; names both
     */
    public static Bill of(Currency currency, List<Charge> charges) {
        List<ExactAmount> exact = charges.stream().map(Charge::exact).toList();
        List<Money> rounded = LargestRemainder.round(currency, exact);
        List<Line> lines = IntStream.range(0, charges.size())
                .mapToObj(i -> new Line(charges.get(i), rounded.get(i)))
                .toList();
        return new Bill(currency, lines, ExactAmount.sum(currency, exact).rounded());
    }
}
