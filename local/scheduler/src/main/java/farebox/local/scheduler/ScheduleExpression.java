package farebox.local.scheduler;

import farebox.local.host.ServiceException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When a schedule runs: {@code rate(5 minutes)}, {@code cron(0 3 * * ? *)} or {@code at(2026-03-01T12:00:00)}. */
public sealed interface ScheduleExpression {
    Pattern RATE = Pattern.compile("rate\\(([0-9]+) (minute|minutes|hour|hours|day|days)\\)");
    Pattern CRON = Pattern.compile("cron\\((.+)\\)");
    Pattern AT = Pattern.compile("at\\(([0-9T:-]+)\\)");

    /**
     * The first time after {@code after}.
     *
     * @param start from which a rate counts
     */
    Optional<Instant> next(Instant after, Instant start, ZoneId zone);

    /** @throws ServiceException {@code ValidationException} */
    static ScheduleExpression parse(String text) {
        Matcher rate = RATE.matcher(text);
        if (rate.matches()) {
            return rate(text, Integer.parseInt(rate.group(1)), rate.group(2));
        }
        Matcher cron = CRON.matcher(text);
        if (cron.matches()) {
            return new OnCalendar(CronExpression.parse(cron.group(1)));
        }
        Matcher at = AT.matcher(text);
        if (at.matches()) {
            return at(text, at.group(1));
        }
        throw invalid(text);
    }

    static ServiceException invalid(String text) {
        return new ServiceException("ValidationException", "Invalid Schedule Expression " + text + ".");
    }

    private static ScheduleExpression rate(String text, int value, String unit) {
        // Unlike rules, schedules take the plural for one unit, too (EventBridge Scheduler User Guide, schedule types).
        boolean singular = !unit.endsWith("s");
        if (value == 0 || (singular && value > 1)) {
            throw invalid(text);
        }
        return new Every(
                switch (unit.charAt(0)) {
                    case 'm' -> Duration.ofMinutes(value);
                    case 'h' -> Duration.ofHours(value);
                    default -> Duration.ofDays(value);
                });
    }

    private static ScheduleExpression at(String text, String time) {
        try {
            return new Once(LocalDateTime.parse(time));
        } catch (DateTimeException e) {
            throw invalid(text);
        }
    }

    record Every(Duration interval) implements ScheduleExpression {
        @Override
        public Optional<Instant> next(Instant after, Instant start, ZoneId zone) {
            long passed = Duration.between(start, after).toMillis();
            long intervals = passed < 0 ? 0 : passed / interval.toMillis() + 1;
            return Optional.of(start.plus(interval.multipliedBy(intervals)));
        }
    }

    record Once(LocalDateTime time) implements ScheduleExpression {
        @Override
        public Optional<Instant> next(Instant after, Instant start, ZoneId zone) {
            return Optional.of(time.atZone(zone).toInstant()).filter(due -> due.isAfter(after));
        }
    }

    /** A time that a change of the clock skips is moved by the change; one that comes twice is run once. */
    record OnCalendar(CronExpression cron) implements ScheduleExpression {
        @Override
        public Optional<Instant> next(Instant after, Instant start, ZoneId zone) {
            Instant from = after.isBefore(start) ? start.minusSeconds(1) : after;
            Optional<LocalDateTime> local = cron.next(from.atZone(zone).toLocalDateTime());
            while (local.isPresent() && !local.get().atZone(zone).toInstant().isAfter(from)) {
                local = cron.next(local.get());
            }
            return local.map(time -> time.atZone(zone).toInstant());
        }
    }
}
