package farebox.models.publish.isolated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.ByteCount;
import farebox.kernel.InvalidRequest;
import farebox.models.Columns;
import farebox.models.FileRole;
import farebox.models.ModelSpec;
import farebox.models.SampleModel;
import farebox.models.publish.ByteSource;
import farebox.models.publish.ModelConverter;
import farebox.models.publish.PublishRequest;
import farebox.models.publish.Refusal;
import farebox.models.publish.TestGraph;
import farebox.models.publish.TestModels;
import farebox.models.publish.onnx.OnnxModelConverter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IsolatedConverterTest {
    private static final ByteCount MEMORY = ByteCount.ofMebibytes(2048);

    private final Path folder;

    IsolatedConverterTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void convert_findsWhatTheConverterOfThisProcessFinds() throws IOException {
        PublishRequest request = TestModels.tabularClassifier("table");

        ModelConverter.Converted isolated = convert(request, MEMORY, Duration.ofMinutes(2));

        assertThat(isolated.graph())
                .isEqualTo(new OnnxModelConverter()
                        .convert(given(request), folder, request)
                        .graph());
        assertThat(isolated.comparison().samples()).isPositive();
        assertThat(folder.resolve(FileRole.GRAPH.fileName())).isNotEmptyFile();
        assertThat(folder).isDirectoryNotContaining("glob:**process-*");
    }

    @Test
    void convert_passesOnWhyTheModelIsRefused() {
        TestGraph graph = new TestGraph()
                .input("x", TestGraph.FLOAT, -1, 2)
                .output("y", TestGraph.FLOAT, -1, 2)
                .node("Relu", List.of("x"), "y");
        PublishRequest request = request(
                graph,
                new ModelSpec.TabularRegression(new Columns(List.of(new Columns.Column("length", "z", false))), "y"));

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> convert(request, MEMORY, Duration.ofMinutes(2)))
                .satisfies(e -> assertThat(Refusal.of(e).rule()).isEqualTo("spec"));
    }

    /** The sizes are not known before the graph runs. */
    @Test
    void convert_survivesAGraphThatTakesMoreMemoryThanItMay() {
        TestGraph graph = new TestGraph()
                .input("x", TestGraph.FLOAT, 4)
                .output("y", TestGraph.FLOAT, -1)
                .floats("many", List.of(1L), 1_000_000_000f)
                .node("ReduceSum", List.of("x"), "sum", TestGraph.integer("keepdims", 1))
                .node("Mul", List.of("sum", "zero"), "nothing")
                .floats("zero", List.of(1L), 0f)
                .node("Add", List.of("nothing", "many"), "size")
                .node("Cast", List.of("size"), "shape", TestGraph.integer("to", TestGraph.INT64))
                .node("ConstantOfShape", List.of("shape"), "y");

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> convert(request(graph, new ModelSpec.Tensors()), MEMORY, Duration.ofMinutes(2)))
                .satisfies(e -> assertThat(Refusal.of(e).rule()).startsWith("trial"));
    }

    @Test
    void convert_endsAProcessAtItsDeadline() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> convert(TestModels.tabularClassifier("table"), MEMORY, Duration.ofMillis(1)))
                .satisfies(e -> assertThat(Refusal.of(e).rule()).isEqualTo("trial_time"));
    }

    @Test
    void convert_refusesAModelWhoseProcessDoesNotEndWell() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> convert(
                        TestModels.tabularClassifier("table"), ByteCount.ofMebibytes(16), Duration.ofMinutes(2)))
                .satisfies(e -> assertThat(Refusal.of(e).rule()).isEqualTo("trial_memory"));
    }

    private ModelConverter.Converted convert(PublishRequest request, ByteCount memory, Duration timeout)
            throws IOException {
        IsolatedConverter.Installation installation =
                new IsolatedConverter.Installation(System.getProperty("java.class.path"), folder);
        return new IsolatedConverter(installation, memory, timeout).convert(given(request), folder, request);
    }

    private Path given(PublishRequest request) throws IOException {
        Path graph = folder.resolve("given.onnx");
        try (InputStream in = request.file(FileRole.GRAPH).open()) {
            Files.write(graph, in.readAllBytes());
        }
        return graph;
    }

    private static PublishRequest request(TestGraph graph, ModelSpec spec) {
        return PublishRequest.of(
                SampleModel.REF, spec, Map.of(FileRole.GRAPH, ByteSource.of(graph.toBytes())), "a test");
    }
}
