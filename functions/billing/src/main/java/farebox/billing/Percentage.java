package farebox.billing;

import farebox.kernel.InvalidRequest;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** A share of a hundred, from 0 to 100. */
public record Percentage(BigDecimal value) {
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,6})?");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    public Percentage {
        if (value.signum() < 0 || value.compareTo(HUNDRED) > 0) {
            throw new InvalidRequest("a percentage is 0 to 100, not " + value.toPlainString(), "percent");
        }
        value = value.stripTrailingZeros();
    }

    /** @throws InvalidRequest if the text is not a decimal from 0 to 100 */
    public static Percentage of(String decimal) {
        if (!DECIMAL.matcher(decimal).matches()) {
            throw new InvalidRequest("'" + decimal + "' is not a percentage; write 0 to 100, such as 12.5", "percent");
        }
        return new Percentage(new BigDecimal(decimal));
    }

    public Ratio ratio() {
        return Ratio.of(value).dividedBy(Ratio.of(HUNDRED));
    }

    @Override
    public String toString() {
        return value.toPlainString() + " %";
    }
}
