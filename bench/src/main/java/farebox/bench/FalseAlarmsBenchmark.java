package farebox.bench;

import farebox.monitoring.ModelDistributions;
import farebox.monitoring.drift.DriftTest;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * How often harm or drift is found where there is none, simulated: canaries of equal versions for a tenant with one
 * key, and days of a model whose calls are distributed like its training.
 */
final class FalseAlarmsBenchmark implements Benchmark {
    private static final double GOAL = 1;
    private static final int CHECKS_A_DAY = 24;
    private static final int ROWS = 1_000;
    private static final int COLUMNS = 4;

    private final int trials;

    /** @param trials canaries, and days */
    FalseAlarmsBenchmark(int trials) {
        this.trials = trials;
    }

    @Override
    public String name() {
        return "false-alarms";
    }

    @Override
    public Result run(BenchmarkEnvironment environment) {
        return new Result(
                List.of(
                        row("equal versions rolled back, one key, 1 request/s", canary(1)),
                        row("equal versions rolled back, one key, 20 requests/s", canary(20)),
                        row("days with an alarm of drift where there is none", FalseAlarmsBenchmark::dayHasAlarm)),
                List.of("of " + trials + " canaries and days each, by the seeds from 0 on"));
    }

    private static IntPredicate canary(int perSecond) {
        return seed -> new OneKeyCanary(perSecond, new Random(seed)).isRolledBack();
    }

    /** A day has a model and a training of its own. */
    private static boolean dayHasAlarm(int seed) {
        Random random = new Random(seed);
        DriftTest test = new DriftTest(GOAL / 100, CHECKS_A_DAY);
        ModelDistributions training = rows(random);
        return IntStream.range(0, CHECKS_A_DAY)
                .anyMatch(_ -> test.compare(training, rows(random)).drifted());
    }

    private static ModelDistributions rows(Random random) {
        ModelDistributions distributions = ModelDistributions.empty();
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                distributions.inputs().addNumber("c" + column, random.nextGaussian());
            }
            distributions.addValue(random.nextGaussian());
        }
        return distributions;
    }

    private ResultRow row(String name, IntPredicate alarm) {
        double percent = 100.0 * IntStream.range(0, trials).filter(alarm).count() / trials;
        return new ResultRow(
                name,
                String.format(Locale.ROOT, "%.2f %%", percent),
                String.format(Locale.ROOT, "%.0f %%", GOAL),
                percent / GOAL,
                new Target.AtMost(GOAL, " %").verdict(percent));
    }
}
