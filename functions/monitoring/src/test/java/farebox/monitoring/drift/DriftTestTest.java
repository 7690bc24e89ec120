package farebox.monitoring.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import farebox.monitoring.ModelDistributions;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DriftTestTest {
    private static final int CHECKS_PER_DAY = 24;
    private static final int COLUMNS = 4;
    private static final int WINDOW = 1_000;
    private final DriftTest test = new DriftTest(0.01, CHECKS_PER_DAY);

    @ParameterizedTest
    @ValueSource(ints = {1_000, 5_000})
    void aShiftOfHalfAStandardDeviation_isFoundWithinAThousandRequests(int trainingRows) {
        long found = IntStream.range(0, 60)
                .filter(seed -> {
                    Random random = new Random(seed);
                    ModelDistributions baseline = normal(random, trainingRows, 0);
                    return moved(baseline, normal(random, WINDOW, 0.5)).contains("input.c0");
                })
                .count();

        assertThat(found).isGreaterThanOrEqualTo(57);
    }

    /** Every day has a model and a training of its own; a check of another hour has other calls. */
    @Test
    void withoutDrift_atMostOneDayOfAHundredHasAnAlarm() {
        Function<Random, ModelDistributions> calls = random -> normal(random, WINDOW, 0);

        assertThat(daysWithAlarms(calls, calls)).isLessThanOrEqualTo(1);
    }

    /** Small samples make a stability index large by chance, so that the tests alone must hold. */
    @Test
    void withoutDriftAndWithFewRows_atMostOneDayOfAHundredHasAnAlarm() {
        assertThat(daysWithAlarms(random -> mixed(random, 120, 0.5, 0.1), random -> mixed(random, 60, 0.5, 0.1)))
                .isLessThanOrEqualTo(1);
    }

    @Test
    void aTest_isNoStricterThanItSays() {
        long small = IntStream.range(0, 1_000)
                .filter(seed -> {
                    Random random = new Random(seed);
                    return KolmogorovSmirnov.probability(distance(random, 200), 100) < 0.05;
                })
                .count();

        assertThat(small / 1_000.0).isBetween(0.025, 0.065);
    }

    @Test
    void aCategoryThatBecomesMoreFrequent_isFound() {
        Random random = new Random(1);

        List<String> moved = moved(mixed(random, 1_000, 0.5, 0.1), mixed(random, 1_000, 0.8, 0.1));

        assertThat(moved).containsExactlyInAnyOrder("input.kind", "output.label");
    }

    @Test
    void valuesThatAreMissingMoreOften_areFound() {
        Random random = new Random(1);

        List<String> moved = moved(mixed(random, 1_000, 0.5, 0.05), mixed(random, 1_000, 0.5, 0.3));

        assertThat(moved).containsExactly("input.size");
    }

    /** Of very many rows, no difference is chance; this one is no drift. */
    @Test
    void aSmallShiftOfVeryManyRows_isNoDrift() {
        Random random = new Random(1);
        ModelDistributions baseline = column(random, 30_000, 0);
        DriftReport report = test.compare(baseline, column(random, 30_000, 0.2));

        assertThat(report.columns().getFirst().probability()).isLessThan(1e-3);
        assertThat(report.drifted()).isFalse();
    }

    /** In the mean, since a sketch draws at random what it keeps: one index differs from the next by some .012. */
    @Test
    void theStabilityIndexOfAShiftedNormal_isTheSquareOfTheShift() {
        Random random = new Random(1);
        List<ColumnDrift> columns = Stream.generate(
                        () -> test.compare(column(random, 30_000, 0), column(random, 30_000, 0.5)))
                .limit(40)
                .map(report -> report.columns().getFirst())
                .toList();

        // The two directions of Kullback and Leibler are shift²/2 each. A largest difference gains by noise.
        assertThat(mean(columns, ColumnDrift::stabilityIndex)).isCloseTo(0.25, within(0.015));
        assertThat(mean(columns, ColumnDrift::distance)).isCloseTo(0.1974, within(0.015));
    }

    @Test
    void aColumnWithOneValue_isNoDriftUntilItHasAnother() {
        ModelDistributions same = constant(7);

        assertThat(test.compare(same, constant(7)).drifted()).isFalse();
        assertThat(test.compare(same, constant(8)).drifted()).isTrue();
    }

    @Test
    void columnsOfTooFewRows_areNotCompared() {
        assertThat(test.compare(column(new Random(1), 1_000, 0), column(new Random(2), 49, 3))
                        .columns())
                .isEmpty();
    }

    /** Of a hundred, each with a training of its own. */
    private long daysWithAlarms(
            Function<Random, ModelDistributions> training, Function<Random, ModelDistributions> calls) {
        return IntStream.range(0, 100)
                .filter(day -> {
                    Random random = new Random(day);
                    ModelDistributions baseline = training.apply(random);
                    return IntStream.range(0, CHECKS_PER_DAY)
                            .anyMatch(_ -> !moved(baseline, calls.apply(random)).isEmpty());
                })
                .count();
    }

    private List<String> moved(ModelDistributions baseline, ModelDistributions sample) {
        return test.compare(baseline, sample).moved().stream()
                .map(ColumnDrift::column)
                .toList();
    }

    /** A few columns, of which the first is shifted by so many standard deviations. */
    private static ModelDistributions normal(RandomGenerator random, int rows, double shift) {
        ModelDistributions distributions = ModelDistributions.empty();
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                distributions.inputs().addNumber("c" + column, random.nextGaussian() + (column == 0 ? shift : 0));
            }
            distributions.addValue(random.nextGaussian());
        }
        return distributions;
    }

    private static ModelDistributions column(RandomGenerator random, int rows, double shift) {
        ModelDistributions distributions = ModelDistributions.empty();
        for (int row = 0; row < rows; row++) {
            distributions.inputs().addNumber("c0", random.nextGaussian() + shift);
        }
        return distributions;
    }

    private static ModelDistributions mixed(RandomGenerator random, int rows, double first, double missing) {
        ModelDistributions distributions = ModelDistributions.empty();
        for (int row = 0; row < rows; row++) {
            String kind = random.nextDouble() < first ? "first" : "other " + random.nextInt(5);
            distributions.inputs().addText("kind", kind);
            distributions
                    .inputs()
                    .addNumber("size", random.nextDouble() < missing ? Double.NaN : random.nextGaussian());
            distributions.addLabel(kind, random.nextDouble());
        }
        return distributions;
    }

    private static double mean(List<ColumnDrift> columns, ToDoubleFunction<ColumnDrift> figure) {
        return columns.stream().mapToDouble(figure).average().orElseThrow();
    }

    private static ModelDistributions constant(double value) {
        ModelDistributions distributions = ModelDistributions.empty();
        for (int row = 0; row < 500; row++) {
            distributions.inputs().addNumber("c0", value);
        }
        return distributions;
    }

    /** Of two samples of one distribution, counted without a sketch. */
    private static double distance(RandomGenerator random, int rows) {
        double[] a = random.doubles(rows).sorted().toArray();
        double[] b = random.doubles(rows).sorted().toArray();
        double largest = 0;
        for (int i = 0, j = 0; i < rows && j < rows; ) {
            if (a[i] <= b[j]) {
                i++;
            } else {
                j++;
            }
            largest = Math.max(largest, Math.abs(i - j) / (double) rows);
        }
        return largest;
    }
}
