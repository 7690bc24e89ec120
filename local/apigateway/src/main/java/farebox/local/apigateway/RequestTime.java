package farebox.local.apigateway;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * When a request came in.
 *
 * @param text as events and access logs have it, written once for all of them
 */
record RequestTime(Instant instant, String text) {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    static RequestTime of(Instant instant) {
        return new RequestTime(instant, FORMAT.format(instant));
    }

    long epochMilli() {
        return instant.toEpochMilli();
    }

    Duration until(Instant now) {
        return Duration.between(instant, now);
    }
}
