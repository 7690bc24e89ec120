package farebox.local.scheduler;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which days a cron expression allows: by the day of the month or by the day of the week, the other field being ?. */
@FunctionalInterface
interface DayRule {
    List<String> NAMES = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
    Pattern NEAREST_WEEKDAY = Pattern.compile("([0-9]+)W");
    Pattern LAST_OF_MONTH = Pattern.compile("([1-7])L");
    Pattern NTH_OF_MONTH = Pattern.compile("([1-7]|[A-Za-z]{3})#([1-5])");

    boolean matches(LocalDate day);

    static DayRule parse(String dayOfMonth, String dayOfWeek) {
        if (dayOfMonth.equals("?") == dayOfWeek.equals("?")) {
            throw ScheduleExpression.invalid(
                    "with day of month " + dayOfMonth + " and day of week " + dayOfWeek + ", one of which must be ?");
        }
        return dayOfWeek.equals("?") ? ofMonth(dayOfMonth) : ofWeek(dayOfWeek);
    }

    private static DayRule ofMonth(String text) {
        if (text.equals("L")) {
            return day -> day.getDayOfMonth() == day.lengthOfMonth();
        }
        Matcher nearest = NEAREST_WEEKDAY.matcher(text);
        if (nearest.matches()) {
            int wanted = Integer.parseInt(nearest.group(1));
            return day -> day.lengthOfMonth() >= wanted && day.equals(nearestWeekday(day.withDayOfMonth(wanted)));
        }
        CronField field = CronField.parse(text, 1, 31, List.of());
        return day -> field.has(day.getDayOfMonth());
    }

    private static DayRule ofWeek(String text) {
        if (text.equals("L")) {
            return day -> day.getDayOfWeek() == DayOfWeek.SATURDAY;
        }
        Matcher last = LAST_OF_MONTH.matcher(text);
        if (last.matches()) {
            DayOfWeek wanted = weekday(Integer.parseInt(last.group(1)));
            return day -> day.equals(day.with(TemporalAdjusters.lastInMonth(wanted)));
        }
        Matcher nth = NTH_OF_MONTH.matcher(text);
        if (nth.matches()) {
            int number = CronField.parse(nth.group(1), 1, 7, NAMES).values().nextSetBit(1);
            int week = Integer.parseInt(nth.group(2));
            return day -> day.equals(day.with(TemporalAdjusters.dayOfWeekInMonth(week, weekday(number))));
        }
        CronField field = CronField.parse(text, 1, 7, NAMES);
        return day -> field.has(CronExpression.number(day.getDayOfWeek()));
    }

    private static DayOfWeek weekday(int number) {
        return DayOfWeek.SATURDAY.plus(number);
    }

    /** The weekday next to the day in the same month. */
    private static LocalDate nearestWeekday(LocalDate day) {
        return switch (day.getDayOfWeek()) {
            case SATURDAY -> day.getDayOfMonth() == 1 ? day.plusDays(2) : day.minusDays(1);
            case SUNDAY -> day.getDayOfMonth() == day.lengthOfMonth() ? day.minusDays(2) : day.plusDays(1);
            case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> day;
        };
    }
}
