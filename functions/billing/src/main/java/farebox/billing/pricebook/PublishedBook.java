package farebox.billing.pricebook;

import farebox.billing.PriceBook;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A price book and the instant from which it holds.
 *
 * @param effective in whole milliseconds; also the book's version, since no two books hold from one instant
 */
public record PublishedBook(Instant effective, PriceBook book) {
    public PublishedBook {
        effective = effective.truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * The minute with which the book begins to price. Usage is summed by minutes, so that a minute has one price: that
     * of the last book which takes effect in it.
     */
    Instant firstMinute() {
        return effective.truncatedTo(ChronoUnit.MINUTES);
    }
}
