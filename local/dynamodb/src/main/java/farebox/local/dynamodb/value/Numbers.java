package farebox.local.dynamodb.value;

import farebox.local.awsjson.AwsServiceException;
import java.math.BigDecimal;

/** DynamoDB's numbers: 38 significant digits, from 1E-130 to just below 1E+126. */
public final class Numbers {
    private static final int DIGITS = 38;
    private static final int MAX_EXPONENT = 125;
    static final int SMALLEST_EXPONENT = -130;
    /** Longer than any honest spelling; reading one would cost time that grows with its square. */
    private static final int MAX_TEXT = 1_000;

    private Numbers() {}

    /** @throws AwsServiceException if it is no number or has no place in the range */
    public static BigDecimal read(String text) {
        if (text.isEmpty()) {
            throw AwsServiceException.validation("The parameter cannot be converted to a numeric value");
        }
        if (text.length() > MAX_TEXT) {
            throw tooManyDigits();
        }
        try {
            return inRange(new BigDecimal(text));
        } catch (NumberFormatException e) {
            throw AwsServiceException.validation("The parameter cannot be converted to a numeric value: " + text);
        }
    }

    /** @throws AwsServiceException if a computed number has no place in the range */
    public static BigDecimal inRange(BigDecimal number) {
        if (number.signum() == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal stripped = number.stripTrailingZeros();
        long exponent = exponent(stripped);
        if (exponent > MAX_EXPONENT) {
            throw AwsServiceException.validation(
                    "Number overflow. Attempting to store a number with magnitude larger than supported range");
        }
        if (exponent < SMALLEST_EXPONENT) {
            throw AwsServiceException.validation(
                    "Number underflow. Attempting to store a number with magnitude smaller than supported range");
        }
        if (stripped.precision() > DIGITS) {
            throw tooManyDigits();
        }
        return stripped;
    }

    /** As DynamoDB answers it: no exponent, no trailing zeros. */
    public static String write(BigDecimal number) {
        return number.toPlainString();
    }

    /** Bytes that it counts for: a byte for two digits, one more for the exponent, one for a minus. */
    static int size(BigDecimal number) {
        if (number.signum() == 0) {
            return 1;
        }
        int digits = number.precision();
        boolean straddles = digits % 2 == 0 && exponent(number) % 2 == 0;
        return 1 + (digits + 1) / 2 + (straddles ? 1 : 0) + (number.signum() < 0 ? 1 : 0);
    }

    /** The power of ten of the first digit. */
    static long exponent(BigDecimal number) {
        return (long) number.precision() - number.scale() - 1;
    }

    private static AwsServiceException tooManyDigits() {
        return AwsServiceException.validation("Attempting to store more than 38 significant digits in a Number");
    }
}
