package farebox.bench;

import java.util.Locale;

/**
 * One line of the table.
 *
 * @param ratio of ours to the baseline
 * @param verdict the goal and whether it was met; empty where there is none
 */
record ResultRow(String name, String ours, String baseline, double ratio, String verdict) {
    ResultRow renamed(String other) {
        return new ResultRow(other, ours, baseline, ratio, verdict);
    }

    static String millis(double value) {
        return String.format(Locale.ROOT, "%.2f ms", value);
    }

    static String perSecond(double value, String unit) {
        return String.format(Locale.ROOT, "%.1f %s/s", value, unit);
    }

    static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
