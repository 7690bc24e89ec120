package farebox.training.neural.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import farebox.kernel.InvalidRequest;
import farebox.training.onnx.Dimension;
import farebox.training.onnx.ElementType;
import farebox.training.onnx.GraphBuilder;
import farebox.training.onnx.Onnx;
import farebox.training.onnx.Value;
import farebox.training.progress.Deadline;
import farebox.training.progress.Progress;
import farebox.training.progress.ProgressEvent;
import farebox.training.progress.StopSignal;
import farebox.training.tabular.Examples;
import farebox.training.tabular.Matrix;
import farebox.training.tabular.ParameterValues;
import farebox.training.tabular.TabularFamily;
import farebox.training.tabular.TabularModel;
import farebox.training.tabular.Task;
import farebox.training.tabular.TrainingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every family on real digits, 8 × 8 pixels each: as a row, an image, or a sequence of eight lines. */
final class NeuralFamiliesTest {
    private static final double TOLERANCE = 1e-4;
    private static final Examples DIGITS = digits();

    /** 797 digits to learn from and 1,000 to compare. */
    private static final Examples TRAINING =
            DIGITS.select(IntStream.range(0, 797).toArray());

    private static final Examples TEST =
            DIGITS.select(IntStream.range(797, 1797).toArray());

    @TempDir
    private Path checkpoints;

    static List<Arguments> families() {
        Map<String, Double> lines = Map.of("steps", 8.0, "hidden", 32.0, "epochs", 6.0, "learning_rate", 0.01);
        return List.of(
                Arguments.of("mlp", Map.of("hidden", 64.0, "hidden2", 32.0, "epochs", 10.0, "dropout", 0.1), 0.85),
                Arguments.of(
                        "cnn",
                        Map.of("filters", 8.0, "epochs", 10.0, "dropout", 0.1, "shift", 0.1, "learning_rate", 0.005),
                        0.85),
                Arguments.of("simple_cnn", Map.of("filters", 16.0, "epochs", 6.0), 0.85),
                Arguments.of("rnn", lines, 0.7),
                Arguments.of("lstm", lines, 0.7),
                Arguments.of("gru", lines, 0.7),
                Arguments.of("lstm", with(lines, "bidirectional", 1.0), 0.7),
                Arguments.of("gru", with(lines, "bidirectional", 1.0), 0.7),
                Arguments.of("transformer", Map.of("steps", 8.0, "epochs", 6.0, "learning_rate", 0.003), 0.7));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("families")
    void family_learnsDigitsAndIsServedAsTrained(String name, Map<String, Double> parameters, double floor) {
        TabularFamily family = family(name);

        TabularModel model = family.train(TRAINING, ParameterValues.of(family, parameters), TrainingContext.of(1));

        assertThat(largestDifference(model, TEST)).isLessThanOrEqualTo(TOLERANCE);
        assertThat(accuracy(model, TEST)).isGreaterThan(floor);
    }

    @ParameterizedTest
    @MethodSource("residual")
    void residualFamily_learnsAndIsServedAsTrained(String name, int rows) {
        TabularFamily family = family(name);
        Examples few = TRAINING.select(IntStream.range(0, rows).toArray());
        Map<String, Double> brief = Map.of("epochs", 1.0, "batch", 16.0);

        TabularModel model = family.train(few, ParameterValues.of(family, brief), TrainingContext.of(1));

        assertThat(largestDifference(model, TEST)).isLessThanOrEqualTo(TOLERANCE);
    }

    static Stream<Arguments> residual() {
        return Stream.of(Arguments.of("resnet_18", 96), Arguments.of("resnet_50", 32));
    }

    @Test
    void regression_learnsNumbersOfAnySize() {
        double[] millions = IntStream.range(0, TRAINING.size())
                .mapToDouble(row -> 1e6 + 1e4 * TRAINING.label(row))
                .toArray();
        Examples examples = new Examples(TRAINING.rows(), millions, new Task.Regression());
        TabularFamily family = family("mlp");

        TabularModel model =
                family.train(examples, ParameterValues.of(family, Map.of("epochs", 10.0)), TrainingContext.of(1));

        double[][] predictions = model.predict(TEST.rows());
        double mean = IntStream.range(0, TEST.size())
                .mapToDouble(row -> Math.abs(predictions[row][0] - 1e6 - 1e4 * TEST.label(row)))
                .average()
                .orElseThrow();
        assertThat(mean).isLessThan(2e4);
        assertThat(largestDifference(model, TEST) / 1e6).isLessThanOrEqualTo(TOLERANCE);
    }

    @Test
    void training_reportsEpochsAndStopsWhenTold() {
        TabularFamily family = family("mlp");
        List<ProgressEvent> events = new ArrayList<>();
        AtomicInteger steps = new AtomicInteger();
        TrainingContext context =
                new TrainingContext(TrainingContext.random(1), events::add, () -> steps.incrementAndGet() > 60);

        family.train(TRAINING, ParameterValues.of(family, Map.of()), context);

        assertThat(events)
                .extracting(event -> ((ProgressEvent.EpochFinished) event).epoch())
                .containsExactly(1, 2, 3);
    }

    @Test
    void trainingThatDies_goesOnFromItsCheckpointAndGivesTheSameModel() {
        TabularFamily family = family("mlp");
        ParameterValues parameters = ParameterValues.of(family, Map.of("epochs", 10.0, "dropout", 0.2));
        TabularModel whole = family.train(TRAINING, parameters, TrainingContext.of(1));

        assertThatIllegalStateException()
                .isThrownBy(() -> family.train(TRAINING, parameters, checkpointed(NeuralFamiliesTest::dieInEpoch9)));
        List<ProgressEvent> events = new ArrayList<>();
        TabularModel resumed = family.train(TRAINING, parameters, checkpointed(events::add));

        assertThat(resumed).isEqualTo(whole);
        assertThat(events).hasSize(2);
    }

    private TrainingContext checkpointed(Progress progress) {
        return new TrainingContext(TrainingContext.random(1), progress, StopSignal.NEVER, Optional.of(checkpoints));
    }

    private static void dieInEpoch9(ProgressEvent event) {
        if (event instanceof ProgressEvent.EpochFinished(int epoch, int _, double _, String _, double _)
                && epoch == 9) {
            throw new IllegalStateException("killed");
        }
    }

    @Test
    void columnsThatAreNoImage_areRefusedByParameter() {
        TabularFamily family = family("cnn");
        ParameterValues three = ParameterValues.of(family, Map.of("channels", 3.0));

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> family.train(TRAINING, three, TrainingContext.of(1)))
                .withMessageContaining("64 columns are no square image of 3 channels");
    }

    @Test
    void budgetThatEndsInTheFirstEpoch_isRefused() {
        TabularFamily family = family("mlp");
        StopSignal late = new Deadline(StopSignal.NEVER, InstantSource.system(), Duration.ZERO);
        TrainingContext context = new TrainingContext(TrainingContext.random(1), Progress.NONE, late);

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> family.train(TRAINING, ParameterValues.of(family, Map.of("batch", 16.0)), context))
                .withMessageContaining("budget.seconds: the time was used up within the first epoch, at step 1 of");
    }

    @Test
    void divergence_isRefusedWithWhatToChange() {
        TabularFamily family = family("mlp");
        Examples wild = new Examples(huge(), TRAINING.targets(), TRAINING.task());

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> family.train(wild, ParameterValues.of(family, Map.of()), TrainingContext.of(1)))
                .withMessageContaining("choose a lower learning rate");
    }

    private static Matrix huge() {
        float[] values = TRAINING.rows().toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] *= 1e38f;
        }
        return Matrix.of(64, values);
    }

    private static TabularFamily family(String name) {
        return NeuralFamilies.all().stream()
                .filter(family -> family.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static double largestDifference(TabularModel model, Examples examples) {
        GraphBuilder graph = new GraphBuilder("model");
        Dimension rows = Dimension.free("rows");
        Value x = graph.input("x", ElementType.FLOAT, rows, Dimension.fixed(64));
        graph.output("y", model.export(graph, x), ElementType.FLOAT, rows, Dimension.free("outputs"));
        float[][] inputs = IntStream.range(0, examples.size())
                .mapToObj(row -> examples.rows().row(row))
                .toArray(float[][]::new);
        float[][] served = (float[][]) Onnx.run(graph.build(), Map.of("x", inputs), "y");
        double[][] trained = model.predict(examples.rows());
        return IntStream.range(0, trained.length)
                .mapToDouble(row -> IntStream.range(0, trained[row].length)
                        .mapToDouble(i -> Math.abs(trained[row][i] - served[row][i]))
                        .max()
                        .orElseThrow())
                .max()
                .orElseThrow();
    }

    private static double accuracy(TabularModel model, Examples examples) {
        double[][] predictions = model.predict(examples.rows());
        return IntStream.range(0, examples.size())
                .mapToDouble(row -> isLargest(predictions[row], examples.label(row)) ? 1 : 0)
                .average()
                .orElseThrow();
    }

    private static boolean isLargest(double[] scores, int label) {
        return IntStream.range(0, scores.length).allMatch(i -> scores[i] <= scores[label]);
    }

    /** Pixels as families get them: around zero, all scaled alike. */
    private static Examples digits() {
        try {
            List<String> lines = Files.readAllLines(Path.of("../examples/digits/digits.csv"));
            float[] pixels = new float[64 * (lines.size() - 1)];
            double[] labels = new double[lines.size() - 1];
            for (int row = 0; row < labels.length; row++) {
                String[] cells = lines.get(row + 1).split(",", -1);
                for (int column = 0; column < 64; column++) {
                    pixels[row * 64 + column] = (Float.parseFloat(cells[column]) - 5) / 6;
                }
                labels[row] = Double.parseDouble(cells[64]);
            }
            return new Examples(Matrix.of(64, pixels), labels, new Task.Classification(10));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Double> with(Map<String, Double> parameters, String name, double value) {
        Map<String, Double> more = new HashMap<>(parameters);
        more.put(name, value);
        return more;
    }
}
