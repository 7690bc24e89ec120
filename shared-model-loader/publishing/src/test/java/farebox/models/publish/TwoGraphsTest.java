package farebox.models.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.ByteCount;
import farebox.kernel.Deadline;
import farebox.kernel.InvalidRequest;
import farebox.kernel.ModelName;
import farebox.models.FileRole;
import farebox.models.Lease;
import farebox.models.Manifest;
import farebox.models.ModelFile;
import farebox.models.ModelRef;
import farebox.models.ModelSpec;
import farebox.models.Models;
import farebox.models.ReadingModel;
import farebox.models.Selector;
import farebox.models.TextRecognition;
import farebox.models.cache.CacheLimits;
import farebox.models.cache.CachedModels;
import farebox.models.onnx.OnnxOpener;
import farebox.models.publish.onnx.OnnxModelConverter;
import farebox.models.registry.InMemoryObjectStore;
import farebox.models.registry.ModelRegistry;
import farebox.models.signature.TestSignatures;
import farebox.models.tensor.Shape;
import farebox.models.tensor.Tensor;
import farebox.models.tensor.TensorType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PP-OCR, whose graphs find lines of text and read them, as one version of one model. */
class TwoGraphsTest {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final ModelRef OCR = new ModelRef(ModelRef.PUBLIC, new ModelName("ocr"));
    private static final String MODEL = """
            {"spec": {
              "task": "image-to-text",
              "detection": {
                "input": "x", "output": "sigmoid_0.tmp_0", "max_side": 960,
                "pixels": {"order": "BGR", "mean": [0.485, 0.456, 0.406], "standard_deviation": [0.229, 0.224, 0.225]},
                "threshold": 0.3, "min_score": 0.5, "unclip": 1.6},
              "recognition": {
                "input": "x", "output": "softmax_11.tmp_0", "height": 48, "max_width": 2400,
                "pixels": {"order": "BGR", "mean": [0.5, 0.5, 0.5], "standard_deviation": [0.5, 0.5, 0.5]},
                "min_score": 0.5}}}
            """;

    private final Path folder;
    private final Path given;
    private final ModelRegistry registry = new ModelRegistry(new InMemoryObjectStore(), TestSignatures.ONE);

    TwoGraphsTest(@TempDir Path folder) {
        this.folder = folder;
        this.given = folder.resolve("given");
    }

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(given);
        Files.writeString(given.resolve("model.json"), MODEL);
        copy("ch_PP-OCRv4_det_infer.onnx", "model.onnx");
        copy("ch_PP-OCRv4_rec_infer.onnx", "recognition.onnx");
        copy("ppocr_keys_v1.txt", "labels.txt");
        Files.writeString(
                given.resolve("labels.txt"),
                Files.readString(given.resolve("labels.txt")).strip() + "\n \n");
    }

    @Test
    void bothGraphs_arePublishedTogether_andServedTogether() throws Exception {
        Manifest manifest = publish();

        assertThat(manifest.files())
                .extracting(ModelFile::role)
                .containsExactlyInAnyOrder(FileRole.GRAPH, FileRole.RECOGNITION);
        assertThat(manifest.provenance().comparison().samples()).isEqualTo(8);
        assertThat(recognised(((ModelSpec.ImageToText) manifest.spec()).recognition()))
                .isEqualTo(Shape.of(1, 12, 6_625));
    }

    @Test
    void aSecondGraphThatDoesNotFit_isRefused() throws Exception {
        copy("ch_ppocr_mobile_v2.0_cls_infer.onnx", "recognition.onnx");

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(this::publish)
                .withMessageContaining("softmax_11.tmp_0");
        assertThat(registry.versionNames(OCR)).isEmpty();
    }

    @Test
    void aSecondGraphThatBreaksARule_isRefusedByItsName() throws Exception {
        Files.writeString(given.resolve("recognition.onnx"), "no graph");

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(this::publish)
                .satisfies(e -> assertThat(Refusal.of(e).file()).isEqualTo("recognition.onnx"));
    }

    /** A mean over the colours is the same however it is optimised; the layers of the second graph are not. */
    @Test
    void aSecondGraphWhoseResultsChange_isRefusedByItsName() throws Exception {
        TestGraph exact = new TestGraph()
                .input("x", TestGraph.FLOAT, -1, 3, -1, -1)
                .output("sigmoid_0.tmp_0", TestGraph.FLOAT, -1, 1, -1, -1)
                .node("ReduceMean", List.of("x"), "sigmoid_0.tmp_0", TestGraph.integers("axes", 1L));
        Files.write(given.resolve("model.onnx"), exact.toBytes());
        Files.writeString(given.resolve("model.json"), MODEL.replaceFirst("\\{", "{\"tolerance\": 0, "));

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(this::publish)
                .withMessageContaining("optimising the graph changes its results")
                .satisfies(e -> assertThat(Refusal.of(e).file()).isEqualTo("recognition.onnx"));
        assertThat(registry.versionNames(OCR)).isEmpty();
    }

    @Test
    void aFolderWithoutTheSecondGraph_isTold() throws Exception {
        Files.delete(given.resolve("recognition.onnx"));

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(this::publish)
                .withMessageContaining("has no recognition.onnx");
    }

    private Manifest publish() {
        PublishModel publish = new PublishModel(registry, new OnnxModelConverter(), folder, CLOCK);
        PublishResult result = publish.run(new PublicationFolder(given).request(OCR));
        return registry.manifest(OCR, result.card().version()).orElseThrow();
    }

    private Shape recognised(TextRecognition spec) {
        ByteCount budget = ByteCount.ofMebibytes(100);
        Models models = CachedModels.over(
                registry, new OnnxOpener(), folder.resolve("cache"), new CacheLimits(budget, budget), CLOCK);
        Shape shape = Shape.of(1, 3, spec.height(), 96);
        Tensor line = new Tensor(
                spec.input(),
                TensorType.FP32,
                shape,
                new Tensor.Fixed(ByteBuffer.allocate(shape.elements() * Float.BYTES)));
        Deadline deadline = Deadline.after(Duration.ofSeconds(60), CLOCK);
        try (Lease<ReadingModel> lease = models.open(OCR, Selector.champion(), ReadingModel.class, deadline)) {
            return lease.value().recognise(line, spec.output()).shape();
        }
    }

    private void copy(String resource, String name) throws IOException {
        try (InputStream file =
                Objects.requireNonNull(TwoGraphsTest.class.getResourceAsStream("/models/" + resource), resource)) {
            Files.write(given.resolve(name), file.readAllBytes());
        }
    }
}
