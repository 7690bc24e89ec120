package farebox.billing.invoice;

import farebox.kernel.Conflict;
import farebox.kernel.InvalidRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;

/** A calendar month in a tenant's time zone, as the half-open span [start, end) of instants. */
public record BillingPeriod(YearMonth month, ZoneId zone) {
    /** @throws InvalidRequest if the text is not a month such as {@code 2026-11} */
    public static BillingPeriod of(String month, ZoneId zone) {
        try {
            return new BillingPeriod(YearMonth.parse(month), zone);
        } catch (DateTimeParseException e) {
            throw new InvalidRequest("'" + month + "' is not a month; write YYYY-MM, such as 2026-11", "month");
        }
    }

    public static BillingPeriod holding(Instant instant, ZoneId zone) {
        return new BillingPeriod(YearMonth.from(instant.atZone(zone)), zone);
    }

    public Instant start() {
        return month.atDay(1).atStartOfDay(zone).toInstant();
    }

    /** Exclusive. */
    public Instant end() {
        return next().start();
    }

    /** From when on it can be closed: the grace in which late usage comes in is over. */
    public Instant closable() {
        return end().plus(Invoices.GRACE);
    }

    /** @throws Conflict if it cannot be closed yet; says from when on it can */
    void requireClosable(Instant now) {
        if (now.isBefore(closable())) {
            throw new Conflict(
                    "the month " + this + " is open; it can be closed from " + closable()
                            + " on, when late usage is in",
                    Duration.between(now, closable()));
        }
    }

    public BillingPeriod next() {
        return new BillingPeriod(month.plusMonths(1), zone);
    }

    public BillingPeriod previous() {
        return new BillingPeriod(month.minusMonths(1), zone);
    }

    @Override
    public String toString() {
        return month.toString();
    }
}
