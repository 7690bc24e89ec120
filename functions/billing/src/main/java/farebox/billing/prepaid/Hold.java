package farebox.billing.prepaid;

import farebox.billing.Money;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Credit that is set aside for one attempt at a call.
 *
 * @param expires when the attempt cannot be running any more, in whole milliseconds
 */
public record Hold(HoldId id, Money amount, Instant expires) {
    public Hold {
        if (amount.isNegative()) {
            throw new IllegalArgumentException("a hold is never negative: " + amount);
        }
        expires = expires.truncatedTo(ChronoUnit.MILLIS);
    }

    Hold plus(Money extra) {
        return new Hold(id, amount.plus(extra), expires);
    }
}
