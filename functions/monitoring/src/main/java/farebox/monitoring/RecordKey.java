package farebox.monitoring;

import farebox.kernel.ModelName;
import farebox.kernel.ModelVersion;
import farebox.kernel.TenantId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a record of calls is stored: {@code monitoring/{hour}/{owner}/{model}/{version}/{end}-{writer}.json}, with the
 * hour of its end in UTC, so that what came within an hour lies together, and within one model in the order of time.
 *
 * @param end when the last call of the record ended
 * @param writer tells records of one millisecond apart
 */
public record RecordKey(TenantId owner, ModelName model, ModelVersion version, Instant end, String writer) {
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Pattern FORM =
            Pattern.compile("monitoring/[^/]+/([^/]+)/([^/]+)/([^/]+)/(\\d{13})-([0-9a-zA-Z-]+)\\.json");

    /** The prefix of every record that ended in the hour of an instant. */
    public static String hour(Instant instant) {
        return "monitoring/" + HOUR.format(instant) + "/";
    }

    /** Empty for a key that is none of a record. */
    public static Optional<RecordKey> parse(String key) {
        Matcher parts = FORM.matcher(key);
        return parts.matches()
                ? Optional.of(new RecordKey(
                        new TenantId(parts.group(1)),
                        new ModelName(parts.group(2)),
                        new ModelVersion(parts.group(3)),
                        Instant.ofEpochMilli(Long.parseLong(parts.group(4))),
                        parts.group(5)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "%s%s/%s/%s/%013d-%s.json".formatted(hour(end), owner, model, version, end.toEpochMilli(), writer);
    }
}
