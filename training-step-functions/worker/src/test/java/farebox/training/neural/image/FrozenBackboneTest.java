package farebox.training.neural.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import farebox.kernel.InvalidRequest;
import farebox.training.neural.Architectures;
import farebox.training.neural.Dataset;
import farebox.training.neural.Inputs;
import farebox.training.neural.Network;
import farebox.training.neural.Sizes;
import farebox.training.neural.Targets;
import farebox.training.neural.djl.Trainer;
import farebox.training.neural.djl.Trainer.Finished;
import farebox.training.neural.djl.Trainer.Setup;
import farebox.training.neural.fit.Metrics;
import farebox.training.neural.fit.TrainingMonitor;
import farebox.training.neural.fit.TrainingOptions;
import farebox.training.neural.onnx.NetworkGraph;
import farebox.training.onnx.Dimension;
import farebox.training.onnx.ElementType;
import farebox.training.onnx.GraphBuilder;
import farebox.training.onnx.Labels;
import farebox.training.onnx.OnnxGraph;
import farebox.training.onnx.Value;
import farebox.training.spec.TrainingSpec.Backbone;
import farebox.training.tabular.Examples;
import farebox.training.tabular.ParameterValues;
import farebox.training.tabular.TabularModel;
import farebox.training.tabular.Task;
import farebox.training.tabular.TrainingContext;
import farebox.training.tabular.linear.LogisticFamily;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A network that has learned the digits 0 to 4 makes the features by which the digits 5 to 9 are told apart. */
final class FrozenBackboneTest {
    private static final Sizes IMAGE = Sizes.of(1, 8, 8);

    private static FrozenBackbone backbone;
    private static Inputs.Numbers test;
    private static Examples testExamples;
    private static TabularModel head;

    @BeforeAll
    static void train() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("../examples/digits/digits.csv"));
        List<int[]> digits =
                lines.stream().skip(1).map(FrozenBackboneTest::cells).toList();
        backbone = backbone(digits.stream().filter(digit -> digit[64] < 5).toList());
        List<int[]> others = digits.stream().filter(digit -> digit[64] >= 5).toList();
        Inputs.Numbers learned = images(others.subList(0, 300));
        test = images(others.subList(300, others.size()));
        testExamples = examples(test, others.subList(300, others.size()));
        LogisticFamily family = new LogisticFamily();
        head = family.train(
                examples(learned, others.subList(0, 300)), ParameterValues.of(family, Map.of()), TrainingContext.of(1));
    }

    @Test
    void head_learnsNewClassesFromTheBackbonesFeatures() {
        double[][] predictions = head.predict(testExamples.rows());
        double accuracy = IntStream.range(0, testExamples.size())
                .mapToDouble(row -> IntStream.range(0, 5)
                                .allMatch(i -> predictions[row][i] <= predictions[row][testExamples.label(row)])
                        ? 1
                        : 0)
                .average()
                .orElseThrow();

        assertThat(accuracy).isGreaterThan(0.75);
    }

    @Test
    void joinedGraph_saysWhatTheTrainerSaysOnEveryTestImage() {
        OnnxGraph joined = backbone.withHead(head, List.of("five", "six", "seven", "eight", "nine"));

        float[][] served;
        try (ImageSession session = ImageSession.open(joined)) {
            served = session.run(Labels.PROBABILITIES, test);
        }

        double[][] trained = head.predict(testExamples.rows());
        for (int row = 0; row < trained.length; row++) {
            for (int i = 0; i < 5; i++) {
                assertThat(Math.abs(served[row][i] - trained[row][i])).isLessThanOrEqualTo(1e-4);
            }
        }
        assertThat(trained).hasDimensions(596, 5);
        assertThat(joined.outputs()).containsExactly(Labels.LABEL, Labels.PROBABILITIES);
    }

    @Test
    void givenGraph_takesTheImagesOfAServiceInItsOwnOrderAndScale() {
        GraphBuilder builder = new GraphBuilder("given", 9);
        Dimension two = Dimension.fixed(2);
        Value image = builder.input("x", ElementType.FLOAT, Dimension.free("n"), two, two, Dimension.fixed(3));
        Value doubled = builder.apply("Add", image, image);
        builder.output("y", doubled, ElementType.FLOAT, Dimension.free("n"));
        Backbone spec = new Backbone(
                "given.onnx",
                Optional.of(doubled.name()),
                true,
                true,
                255,
                List.of(104.0, 117.0, 123.0),
                List.of(1.0, 1.0, 2.0));

        FrozenBackbone given = FrozenBackbone.of(builder.build(), spec, 2);

        float[] rgb = {0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.5f, 0.5f, 0.5f, 0.9f, 0.8f, 0.7f, 0.6f};
        float[] features =
                given.featuresOf(new Inputs.Numbers(rgb, Sizes.of(3, 2, 2))).row(0);
        assertThat(features).hasSize(12);
        assertThat(features[0]).isCloseTo(2 * (0.9f * 255 - 104), within(1e-3f));
        assertThat(features[1]).isCloseTo(2 * (0.5f * 255 - 117), within(1e-3f));
        assertThat(features[2]).isCloseTo(0.1f * 255 - 123, within(1e-3f));
        assertThat(features[11]).isCloseTo(0.4f * 255 - 123, within(1e-3f));
    }

    @Test
    void unknownFeatures_areRefusedByName() {
        Backbone spec = new Backbone(
                "given.onnx", Optional.of("pool"), false, false, 1, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> FrozenBackbone.of(backbone.graph(), spec, 8))
                .withMessageContaining("backbone.features: given.onnx has no value \"pool\"");
    }

    private static FrozenBackbone backbone(List<int[]> digits) {
        Network network = Architectures.convolutional(IMAGE, List.of(8), 24, 0, 5);
        Dataset dataset = Dataset.of(
                images(digits),
                new Targets.Classes(digits.stream().mapToInt(digit -> digit[64]).toArray()));
        Trainer.Task task = new Trainer.Task(dataset, dataset, Metrics.accuracy());
        Trainer trainer = new Trainer(new Setup(network, task, TrainingOptions.of(3, 5e-3, 1), List.of(Device.cpu())));
        Finished finished = (Finished) trainer.train(TrainingMonitor.none());
        return new FrozenBackbone(NetworkGraph.of(network, finished.best().weights(), "image", "scores"), "relu_3");
    }

    private static Examples examples(Inputs.Numbers images, List<int[]> digits) {
        double[] targets = digits.stream().mapToDouble(digit -> digit[64] - 5.0).toArray();
        return new Examples(backbone.featuresOf(images), targets, new Task.Classification(5));
    }

    private static Inputs.Numbers images(List<int[]> digits) {
        float[] pixels = new float[digits.size() * 64];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (digits.get(i / 64)[i % 64] - 5) / 6f;
        }
        return new Inputs.Numbers(pixels, IMAGE);
    }

    private static int[] cells(String line) {
        return Arrays.stream(line.split(",", -1)).mapToInt(Integer::parseInt).toArray();
    }
}
