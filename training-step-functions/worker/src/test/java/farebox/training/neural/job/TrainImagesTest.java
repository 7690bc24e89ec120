package farebox.training.neural.job;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import farebox.kernel.InvalidRequest;
import farebox.monitoring.NumberDistribution;
import farebox.training.ModelArtifact;
import farebox.training.TrainingResult.Trained;
import farebox.training.card.CardPage;
import farebox.training.card.ModelCard;
import farebox.training.data.DataLimits;
import farebox.training.onnx.Dimension;
import farebox.training.onnx.ElementType;
import farebox.training.onnx.GraphBuilder;
import farebox.training.onnx.Operator;
import farebox.training.onnx.Tensor;
import farebox.training.onnx.Value;
import farebox.training.progress.Progress;
import farebox.training.progress.ProgressEvent;
import farebox.training.progress.ProgressEvent.EpochFinished;
import farebox.training.progress.ProgressEvent.SchemaRead;
import farebox.training.progress.SchemaColumn;
import farebox.training.progress.SchemaColumn.CategoryCount;
import farebox.training.progress.StopSignal;
import farebox.training.spec.SpecReader;
import farebox.training.spec.TrainingSpec;
import farebox.training.tabular.TrainingContext;
import farebox.training.testdata.Datasets;
import java.awt.Color;
import java.awt.Graphics;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Digits as PNG files, and the example of transfer with a small graph in place of its backbone. */
final class TrainImagesTest {
    private static final String CNN = """
            "family": "cnn", "parameters": {"filters": 8, "hidden": 16, "epochs": 12, "learning_rate": 0.01}""";

    private final List<ProgressEvent> events = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void network_isServedAsImagesAreAndSaysWhatItWasTrainedToSay() throws IOException {
        digits("images", List.of("0", "1", "4"), 60);

        Trained model = train("{\"data\": \"images\", \"image\": {}, %s, \"seed\": 1}".formatted(CNN));

        assertThat(events)
                .contains(new SchemaRead(
                        "images",
                        180,
                        List.of(
                                SchemaColumn.input("image", "image of 8 × 8 pixels and 1 channels"),
                                SchemaColumn.labels(
                                        "label",
                                        List.of(
                                                new CategoryCount("0", 60),
                                                new CategoryCount("1", 60),
                                                new CategoryCount("4", 60))))));
        ModelArtifact.Spec.ImageClassification served =
                (ModelArtifact.Spec.ImageClassification) model.artifact().spec();
        assertThat(served.image().input()).isEqualTo("image");
        assertThat(served.image().height()).isEqualTo(8);
        assertThat(served.image().mean()).hasSize(1).allMatch(mean -> mean > 0.1 && mean < 0.9);
        assertThat(served.scores().labels()).containsExactly("0", "1", "4");
        assertThat(model.model().baseline().orElseThrow().inputs().columns())
                .extractingByKey("brightness", InstanceOfAssertFactories.type(NumberDistribution.class))
                .satisfies(brightness -> assertThat(brightness.quantile(0.5))
                        .isCloseTo(served.image().mean().getFirst(), within(0.1)));
        assertThat(model.artifact().metrics().get("accuracy")).isGreaterThan(0.9);
        assertThat(model.card().graph().comparedRows()).isEqualTo(36);
        assertThat(model.card().graph().memoryBytes()).isPresent();
        assertThat(model.card().graph().largestDifference()).isLessThanOrEqualTo(1e-4);
        assertThat(model.card().robustness()).hasSize(3);
        assertThat(model.card().contributions()).hasSize(16);
        assertThat(CardPage.of(model.card())).contains("occlusion", "8 × 8 pixels, 1 channels");
        Map<String, Object> line =
                model.predictions().orElseThrow().lines().toList().getFirst();
        @SuppressWarnings("unchecked")
        Map<String, Object> inputs = (Map<String, Object>) line.get("inputs");
        assertThat(Base64.getDecoder()
                        .decode((String) requireNonNull(requireNonNull(inputs).get("image"))))
                .startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void int8_makesTheGraphOfANetworkSmaller() throws IOException {
        digits("images", List.of("0", "1", "4"), 60);
        String wide = CNN.replace("\"hidden\": 16, \"epochs\": 12", "\"hidden\": 128, \"epochs\": 4");

        Trained model =
                train("{\"data\": \"images\", \"image\": {}, \"compression\": {\"method\": \"int8\"}, %s, \"seed\": 1}"
                        .formatted(wide));

        ModelCard.Compression compression = model.card().compression().orElseThrow();
        assertThat(compression.after().bytes())
                .isEqualTo(model.graph().toBytes().length)
                .isLessThan(compression.before().bytes());
        assertThat(compression.before().metrics().get("accuracy"))
                .isCloseTo(compression.after().metrics().get("accuracy"), within(0.1));
    }

    @Test
    void images_ofAnotherSizeAndWithColours_areBroughtToTheOneThatIsAskedFor() throws IOException {
        for (String label : List.of("red", "blue")) {
            for (int i = 0; i < 10; i++) {
                BufferedImage image = new BufferedImage(9 + i, 12, BufferedImage.TYPE_INT_RGB);
                Graphics graphics = image.getGraphics();
                graphics.setColor(label.equals("red") ? Color.RED : Color.BLUE);
                graphics.fillRect(0, 0, 20, 20);
                write(image, "images/%s/%02d.png".formatted(label, i));
            }
        }

        Trained model = train("{\"data\": \"images\", \"image\": {\"side\": 16}, %s}".formatted(CNN));

        ModelArtifact.Spec.ImageClassification served =
                (ModelArtifact.Spec.ImageClassification) model.artifact().spec();
        assertThat(served.image().width()).isEqualTo(16);
        assertThat(served.image().mean()).hasSize(3);
        assertThat(model.graph().inputShape()).containsExactly(-1L, 3L, 16L, 16L);
    }

    @Test
    void exampleOfTransfer_learnsAHeadOnAGivenGraphAndKeepsTheBestEpoch() throws IOException {
        copyExample("resnet-50-transfer");
        Files.write(folder.resolve("backbone.onnx"), smallBackbone());

        Trained model = train(Files.readString(folder.resolve("training.json")));

        assertThat(model.artifact().metrics().get("accuracy")).isGreaterThan(0.7);
        assertThat(model.card().graph().largestDifference()).isLessThanOrEqualTo(1e-4);
        assertThat(model.card().graph().comparedRows()).isEqualTo(40);
        assertThat(model.graph().inputShape()).containsExactly(-1L, 3L, 64L, 64L);
        assertThat(events).filteredOn(EpochFinished.class::isInstance).hasSize(40);
    }

    @Test
    void earlierTraining_isGoneOnFromWithOtherClasses() throws IOException {
        digits("first", List.of("0", "1", "4"), 60);
        digits("second", List.of("6", "7"), 40);
        Trained first = train("{\"data\": \"first\", \"image\": {}, %s, \"seed\": 1}".formatted(CNN));
        Files.write(folder.resolve("earlier.onnx"), first.graph().toBytes());
        String brief = CNN.replace("\"epochs\": 12", "\"epochs\": 1");

        events.clear();
        train("{\"data\": \"second\", \"image\": {}, %s}".formatted(brief));
        double anew = firstLoss();
        events.clear();
        Trained second = train("{\"data\": \"second\", \"image\": {}, \"backbone\": {\"file\": \"earlier.onnx\"}, %s}"
                .formatted(brief));

        assertThat(firstLoss()).isLessThan(anew);
        assertThat(second.card().graph().largestDifference()).isLessThanOrEqualTo(1e-4);
    }

    private double firstLoss() {
        return events.stream()
                .filter(EpochFinished.class::isInstance)
                .map(EpochFinished.class::cast)
                .findFirst()
                .orElseThrow()
                .loss();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            no such folder       | "data": "none"                                        | none: there is no such folder
            one class            | "data": "one"                                         | one: it has one class only
            file beside folders  | "data": "mixed"                                       | mixed/a.png: a file lies where only folders do
            other ending         | "data": "text"                                        | text/a/note.gif: its ending is none of
            no image             | "data": "broken"                                      | broken/a/0.png: an image is a PNG, a JPEG or a WebP
            damaged image        | "data": "damaged"                                     | damaged/a/0.png: an image of PNG cannot be decoded
            bomb                 | "data": "bomb"                                        | bomb/a/0.png: an image has at most 16384 pixels a side
            unknown class        | "data": {"train": "images", "test": "other"}          | is a class that the training data has not
            unknown field        | "data": "images", "images": 3                         | images
            column               | "data": "images", "target": "y"                       | target
            unknown parameter    | "data": "images", "parameters": {"trees": 3}          | parameters.trees is unknown
            automatic family     | "data": "images", "family": "auto"                    | family: does not have a value in the enumeration ["cnn"
            distillation         | "data": "images", "compression": {"method": "distillation", "student": "cnn"} | compression.method: does not have a value
            metric of numbers    | "data": "images", "metrics": ["rmse"]                 | metrics.0: does not have a value
            no backbone          | "data": "images", "family": "transfer"                | backbone
            backbone elsewhere   | "data": "images", "backbone": {"file": "../x.onnx"}   | backbone.file
            backbone missing     | "data": "images", "backbone": {"file": "x.onnx"}      | there is no file x.onnx
            backbone no graph    | "data": "images", "backbone": {"file": "bad.onnx"}    | bad.onnx is no ONNX model
            other network        | "data": "images", "backbone": {"file": "small.onnx"}  | small.onnx lacks
            """)
    void badInput_isRefusedByName(String name, String fields, String message) throws IOException {
        digits("images", List.of("0", "1"), 10);
        digits("one", List.of("0"), 12);
        digits("other", List.of("0", "7"), 10);
        digits("mixed", List.of("0", "1"), 10);
        Files.write(folder.resolve("mixed/a.png"), new byte[9]);
        Files.write(Files.createDirectories(folder.resolve("text/a")).resolve("note.gif"), new byte[9]);
        Files.write(folder.resolve("bad.onnx"), new byte[] {1, 2, 3});
        Files.write(folder.resolve("small.onnx"), smallBackbone());
        byte[] png = Files.readAllBytes(folder.resolve("images/0/00.png"));
        spoil("broken", "hello".getBytes(StandardCharsets.UTF_8));
        spoil("damaged", Arrays.copyOf(png, png.length / 2));
        spoil(
                "bomb",
                ByteBuffer.wrap(png.clone())
                        .putInt(16, 60_000)
                        .putInt(20, 60_000)
                        .array());
        String family = fields.contains("family") || fields.contains("parameters") ? "" : ", " + CNN;
        String spec = "{\"image\": {}, %s%s}"
                .formatted(fields, fields.contains("parameters") ? ", \"family\": \"cnn\"" : family);

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> train(spec))
                .withMessageContaining(message);
    }

    @Test
    void moreThanTheMemoryHolds_isRefusedWithTheLimitBeforeItIsDecoded() throws IOException {
        digits("images", List.of("0", "1"), 10);

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() ->
                        train("{\"data\": \"images\", \"image\": {}, %s}".formatted(CNN), new DataLimits(3_000, 10)))
                .withMessageContaining("20 images have 3840 samples at this size, more than 3000");
    }

    @Test
    void budgetThatEndsInTheFirstEpoch_isRefused() throws IOException {
        digits("images", List.of("0", "1"), 20);

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> train("{\"data\": \"images\", \"image\": {}, \"budget\": {\"seconds\": 0.000001}, %s}"
                        .formatted(CNN.replace("\"epochs\"", "\"batch\": 2, \"epochs\""))))
                .withMessageContaining("budget.seconds: the time was used up within the first epoch");
    }

    private Trained train(String json) {
        return train(json, DataLimits.ofHeap(1 << 28));
    }

    private Trained train(String json, DataLimits limits) {
        TrainingSpec spec = new SpecReader().read(json, "training.json");
        InstantSource clock = spec.budget().seconds() < 1 ? InstantSource.system() : InstantSource.fixed(Instant.EPOCH);
        Progress progress = events::add;
        return (Trained) new TrainImages(limits, clock)
                .run(new TrainImages.Request(spec, folder, progress, StopSignal.NEVER, Optional.empty()));
    }

    /** Some of the 8 × 8 digits as grey images. */
    private void digits(String name, List<String> labels, int each) throws IOException {
        Map<String, Integer> counts = new HashMap<>();
        List<String> lines = Files.readAllLines(Datasets.folder("digits").resolve("digits.csv"));
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            int number = counts.getOrDefault(cells[64], 0);
            if (labels.contains(cells[64]) && number < each) {
                counts.put(cells[64], number + 1);
                BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
                for (int pixel = 0; pixel < 64; pixel++) {
                    int grey = Integer.parseInt(cells[pixel]) * 255 / 16;
                    image.setRGB(pixel % 8, pixel / 8, grey << 16 | grey << 8 | grey);
                }
                write(image, "%s/%s/%02d.png".formatted(name, cells[64], number));
            }
        }
    }

    private void write(BufferedImage image, String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
    }

    /** Two classes, where one image of the first is something else. */
    private void spoil(String name, byte[] content) throws IOException {
        for (String label : List.of("a", "b")) {
            Path target = Files.createDirectories(folder.resolve(name).resolve(label));
            for (int i = 0; i < 6; i++) {
                Files.copy(folder.resolve("images/0/%02d.png".formatted(i)), target.resolve(i + ".png"));
            }
        }
        Files.write(folder.resolve(name).resolve("a/0.png"), content);
    }

    private void copyExample(String name) throws IOException {
        Path example = Datasets.folder(name);
        try (Stream<Path> files = Files.walk(example)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = folder.resolve(example.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    /** A graph with the input and the features of the example's backbone, over smaller images. */
    private static byte[] smallBackbone() {
        GraphBuilder graph = new GraphBuilder("small", 9);
        Dimension side = Dimension.fixed(64);
        Value image = graph.input("input:0", ElementType.FLOAT, Dimension.free("n"), side, side, Dimension.fixed(3));
        Value channelsFirst = graph.apply(Operator.of("Transpose").withInts("perm", 0, 3, 1, 2), image);
        RandomGenerator random = TrainingContext.random(1);
        float[] kernels = new float[16 * 3 * 8 * 8];
        for (int i = 0; i < kernels.length; i++) {
            kernels[i] = (float) random.nextGaussian() / 100;
        }
        Value maps = graph.apply(
                Operator.of("Conv").withInts("kernel_shape", 8, 8).withInts("strides", 8, 8),
                channelsFirst,
                graph.constant("kernels", Tensor.floats(kernels, 16, 3, 8, 8)));
        Value pooled = graph.apply(
                Operator.of("MaxPool").withInts("kernel_shape", 2, 2).withInts("strides", 2, 2),
                graph.apply("Relu", maps));
        graph.output("pool/AvgPool:0", pooled, ElementType.FLOAT, Dimension.free("n"));
        return graph.build().toBytes();
    }
}
