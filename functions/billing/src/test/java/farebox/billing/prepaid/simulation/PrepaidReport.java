package farebox.billing.prepaid.simulation;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The simulation of prepaid credit at size: the protocol, and each way to build it wrong. */
public final class PrepaidReport {
    /** A bug shows in a small world. */
    private static final int CALLS_WITH_A_BUG = 2_000;

    private PrepaidReport() {}

    /**
     * A line for each: in how many of the worlds money was created or lost.
     *
     * @param seeds worlds, side by side
     * @param calls of each world of the protocol; at most 2,000 of those with a bug
     * @return whether the protocol kept every world right and each bug was seen
     */
    public static boolean print(int seeds, int calls, PrintStream out) {
        out.printf(Locale.ROOT, "%,d prepaid calls over %d seeds%n", (long) seeds * calls, seeds);
        out.printf(Locale.ROOT, "%-36s %16s %8s%n", "protocol", "worlds at fault", "s");
        return List.of(SeededBug.values()).stream()
                .map(bug -> row(bug, seeds, bug == SeededBug.NONE ? calls : Math.min(calls, CALLS_WITH_A_BUG), out))
                .reduce(true, Boolean::logicalAnd);
    }

    private static boolean row(SeededBug bug, int seeds, int calls, PrintStream out) {
        long began = System.nanoTime();
        long faulty = IntStream.range(0, seeds)
                .parallel()
                .filter(seed -> !new PrepaidSimulation(bug, seed).run(calls).isEmpty())
                .count();
        String name = bug == SeededBug.NONE
                ? "hold, event, settle"
                : bug.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        out.printf(Locale.ROOT, "%-36s %,16d %8.1f%n", name, faulty, (System.nanoTime() - began) / 1e9);
        return (faulty == 0) == (bug == SeededBug.NONE);
    }
}
