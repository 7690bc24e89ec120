package farebox.billing.quota;

import farebox.billing.invoice.BillingPeriod;
import farebox.kernel.InvalidRequest;
import farebox.kernel.Meter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How much a tenant may use in a window of time.
 *
 * @param meter whose units are limited; empty for money, in the currency of the price books
 * @param soft of which only alerts are sent
 * @param hard at which further calls are refused
 */
public record Limit(Optional<Meter> meter, Window window, Optional<BigDecimal> soft, Optional<BigDecimal> hard) {
    /** The subject of a limit in money, beside the wire names of meters. */
    public static final String SPEND = "spend";

    /**
     * @throws InvalidRequest if there is neither limit, one is not above zero, or the soft one is above the hard one
     */
    public Limit {
        if (soft.isEmpty() && hard.isEmpty()) {
            throw new InvalidRequest("a limit is soft, hard, or both; give at least one", "hard");
        }
        if (Stream.of(soft, hard).flatMap(Optional::stream).anyMatch(value -> value.signum() <= 0)) {
            throw new InvalidRequest("a limit is above zero", "hard");
        }
        if (soft.isPresent() && hard.isPresent() && soft.get().compareTo(hard.get()) > 0) {
            throw new InvalidRequest("the soft limit is above the hard one", "soft");
        }
    }

    /** @throws InvalidRequest if the subject is neither {@code spend} nor a meter */
    public static Limit of(String subject, Window window, Optional<BigDecimal> soft, Optional<BigDecimal> hard) {
        Optional<Meter> meter = subject.equals(SPEND)
                ? Optional.empty()
                : Optional.of(Meter.named(subject)
                        .orElseThrow(() -> new InvalidRequest(
                                "'" + subject + "' is neither " + SPEND + " nor a meter such as calls or tokens_in",
                                "subject")));
        return new Limit(meter, window, soft, hard);
    }

    /** {@code spend} or the meter's wire name. */
    public String subject() {
        return meter.map(Meter::wireName).orElse(SPEND);
    }

    /** Such as {@code calls-day}; a tenant has one limit of a name. */
    public String name() {
        return subject() + "-" + window.wireName();
    }

    /** Of which alerts tell the share that is used. */
    public BigDecimal alertBasis() {
        return hard.or(() -> soft).orElseThrow();
    }

    /** How long a limit counts before it begins anew, in the tenant's time zone. */
    public enum Window {
        DAY,
        MONTH;

        /** @throws InvalidRequest if it is neither day nor month */
        public static Window named(String wireName) {
            return Stream.of(values())
                    .filter(window -> window.wireName().equals(wireName))
                    .findFirst()
                    .orElseThrow(
                            () -> new InvalidRequest("a window is day or month, not '" + wireName + "'", "window"));
        }

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public Instant start(Instant now, ZoneId zone) {
            return switch (this) {
                case DAY -> day(now, zone).toInstant();
                case MONTH -> BillingPeriod.holding(now, zone).start();
            };
        }

        /** Exclusive. */
        public Instant end(Instant now, ZoneId zone) {
            return switch (this) {
                case DAY -> day(now, zone).plusDays(1).toInstant();
                case MONTH -> BillingPeriod.holding(now, zone).end();
            };
        }

        private static ZonedDateTime day(Instant now, ZoneId zone) {
            return now.atZone(zone).truncatedTo(ChronoUnit.DAYS);
        }
    }
}
