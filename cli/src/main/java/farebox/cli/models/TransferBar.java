package farebox.cli.models;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * A bar for each file that is transferred, on one line that is written over; where nobody looks, one line at the end.
 */
public final class TransferBar {
    private static final int CELLS = 24;
    private static final double KILOBYTE = 1e3;
    private static final double MEGABYTE = 1e6;

    private final PrintWriter out;
    private final boolean live;
    private int shown = -1;

    /** @param live whether a person looks at a terminal */
    public TransferBar(PrintWriter out, boolean live) {
        this.out = out;
        this.live = live;
    }

    /**
     * @param name of the file
     * @param done bytes so far
     * @param all bytes of the file; at least those that are done
     */
    void show(String name, long done, long all) {
        int cells = all == 0 ? CELLS : (int) (CELLS * done / all);
        if (live && cells != shown) {
            shown = cells;
            out.print("\r" + line(name, cells, done, all));
            out.flush();
        }
    }

    /** The file is whole. */
    void finish(String name, long all) {
        out.println((live ? "\r" : "") + line(name, CELLS, all, all));
        out.flush();
        shown = -1;
    }

    private static String line(String name, int cells, long done, long all) {
        boolean small = all < MEGABYTE;
        double unit = small ? KILOBYTE : MEGABYTE;
        return String.format(
                Locale.ROOT,
                "[%s%s] %7.1f of %.1f %s  %s",
                "#".repeat(cells),
                ".".repeat(CELLS - cells),
                done / unit,
                all / unit,
                small ? "kB" : "MB",
                name);
    }
}
