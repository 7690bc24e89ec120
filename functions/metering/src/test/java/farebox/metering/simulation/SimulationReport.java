package farebox.metering.simulation;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Runs the simulation at any size, as it is built and by each wrong protocol, and prints what went wrong. */
public final class SimulationReport {
    private SimulationReport() {}

    /**
     * A line for each protocol, per million calls.
     *
     * @param seeds worlds, side by side
     * @param calls of each world
     * @return the mistakes of the protocol that is used
     */
    public static int print(int seeds, int calls, PrintStream out) {
        out.printf(Locale.ROOT, "%,d calls over %d seeds%n", (long) seeds * calls, seeds);
        out.printf(
                Locale.ROOT, "%-36s %12s %10s %10s %10s %8s%n", "protocol", "answered", "lost", "double", "sums", "s");
        SimulationResult built = row("conditional put, guarded sums", seeds, out, seed -> run(seed, calls));
        wrong("add after the work", seeds, calls, out, wrong -> wrong::addAfterTheWork);
        wrong("add with the SDK's retries", seeds, calls, out, wrong -> wrong::addWithRetries);
        wrong("write after the response", seeds, calls, out, wrong -> wrong::writeAfterTheResponse);
        wrong("a transaction with a client token", seeds, calls, out, wrong -> wrong::transactWithToken);
        wrong("claim, then publish", seeds, calls, out, wrong -> wrong::claimThenPublish);
        return built.wrongs();
    }

    private static void wrong(
            String name, int seeds, int calls, PrintStream out, Function<WrongProtocols, Protocol> protocol) {
        row(name, seeds, out, seed -> new Simulation(seed, SeededBug.NONE).runWrongly(calls, protocol));
    }

    private static SimulationResult run(int seed, int calls) {
        return new Simulation(seed, SeededBug.NONE).run(calls);
    }

    private static SimulationResult row(
            String name, int seeds, PrintStream out, Function<Integer, SimulationResult> world) {
        long began = System.nanoTime();
        SimulationResult result = IntStream.range(0, seeds)
                .parallel()
                .mapToObj(world::apply)
                .reduce(SimulationResult.NOTHING, SimulationResult::plus);
        out.printf(
                Locale.ROOT,
                "%-36s %,12d %,10d %,10d %,10d %8.1f%n",
                name,
                result.answered(),
                result.lost(),
                result.doubled(),
                result.wrongSums(),
                (System.nanoTime() - began) / 1e9);
        return result;
    }
}
