package farebox.local.scheduler;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/** The six fields of a cron expression: minutes, hours, day of the month, month, day of the week, year. */
record CronExpression(CronField minutes, CronField hours, DayRule days, CronField months, CronField years) {
    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final int LAST_YEAR = 2199;

    static CronExpression parse(String text) {
        String[] fields = text.strip().split("\\s+", -1);
        if (fields.length != 6) {
            throw ScheduleExpression.invalid("cron(" + text + ")");
        }
        return new CronExpression(
                CronField.parse(fields[0], 0, 59, List.of()),
                CronField.parse(fields[1], 0, 23, List.of()),
                DayRule.parse(fields[2], fields[4]),
                CronField.parse(fields[3], 1, 12, MONTHS),
                CronField.parse(fields[5], 1970, LAST_YEAR, List.of()));
    }

    /** The first time after {@code after}, on a clock that never changes. */
    Optional<LocalDateTime> next(LocalDateTime after) {
        LocalDate day = after.toLocalDate();
        LocalTime from = after.toLocalTime().withSecond(0).withNano(0).plusMinutes(1);
        if (from.equals(LocalTime.MIDNIGHT)) {
            day = day.plusDays(1);
        }
        while (day.getYear() <= LAST_YEAR) {
            Optional<LocalTime> time = matches(day) ? timeFrom(from) : Optional.empty();
            if (time.isPresent()) {
                return Optional.of(day.atTime(time.get()));
            }
            from = LocalTime.MIDNIGHT;
            day = following(day);
        }
        return Optional.empty();
    }

    /** The next day that can match: whole months and years that do not are passed over. */
    private LocalDate following(LocalDate day) {
        if (!years.has(day.getYear())) {
            return LocalDate.of(day.getYear() + 1, 1, 1);
        }
        return months.has(day.getMonthValue())
                ? day.plusDays(1)
                : day.withDayOfMonth(1).plusMonths(1);
    }

    private boolean matches(LocalDate day) {
        return years.has(day.getYear()) && months.has(day.getMonthValue()) && days.matches(day);
    }

    private Optional<LocalTime> timeFrom(LocalTime from) {
        for (int hour = from.getHour(); hour < 24; hour++) {
            int first = hour == from.getHour() ? from.getMinute() : 0;
            for (int minute = first; hours.has(hour) && minute < 60; minute++) {
                if (minutes.has(minute)) {
                    return Optional.of(LocalTime.of(hour, minute));
                }
            }
        }
        return Optional.empty();
    }

    /** Sunday is 1. */
    static int number(DayOfWeek day) {
        return day.getValue() % 7 + 1;
    }
}
