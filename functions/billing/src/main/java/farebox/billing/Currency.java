package farebox.billing;

import farebox.kernel.InvalidRequest;

/**
 * A currency of ISO 4217.
 *
 * @param code three capital letters, such as {@code USD}
 */
public record Currency(String code) {
    /** @throws InvalidRequest if there is no such currency, or it has no minor unit, such as gold */
    public Currency {
        if (minorDigits(code) < 0) {
            throw unknown(code);
        }
    }

    /** Digits after the point of the smallest amount that can be paid: 2 for USD, 0 for JPY. */
    public int minorDigits() {
        return minorDigits(code);
    }

    private static int minorDigits(String code) {
        try {
            return java.util.Currency.getInstance(code).getDefaultFractionDigits();
        } catch (IllegalArgumentException e) {
            throw unknown(code);
        }
    }

    private static InvalidRequest unknown(String code) {
        return new InvalidRequest("unknown currency " + code + "; use an ISO 4217 code such as USD", "currency");
    }

    @Override
    public String toString() {
        return code;
    }
}
