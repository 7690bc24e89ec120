package farebox.models.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.InvalidRequest;
import farebox.models.ClassScores;
import farebox.models.FileRole;
import farebox.models.ModelSpec;
import farebox.models.SampleModel;
import farebox.models.tensor.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PublicationFolderTest {
    private static final Path CLIENTS = Path.of("..", "..", "src", "test", "clients", "models");

    private final Path folder;

    PublicationFolderTest(@TempDir Path folder) {
        this.folder = folder;
    }

    static List<PublishRequest> models() {
        return TestModelFolders.models();
    }

    /** {@link TestModelFolders} writes them. */
    @ParameterizedTest
    @MethodSource("models")
    void request_ofTheFoldersThatClientsPublishIsTheModelOfTheTests(PublishRequest model) throws IOException {
        Path written = CLIENTS.resolve(model.model().name().value());

        PublishRequest request = new PublicationFolder(written).request(model.model());

        assertThat(request.spec()).isEqualTo(model.spec());
        assertThat(request.acceptance()).isEqualTo(model.acceptance());
        assertThat(TestModelFolders.graph(request)).isEqualTo(TestModelFolders.graph(model));
    }

    @Test
    void request_takesTrainingMetricsToleranceAndSamples() throws IOException {
        describe("""
                {"spec": {"task": "tensors"}, "source": "here", "training": {"seed": "7"}, "metrics": {"accuracy": 0.9}, "tolerance": 0.5,
                 "samples": [{"inputs": [{"name": "x", "shape": [2], "datatype": "FP32", "data": [1, 2]}]}]}""");

        PublishRequest request = new PublicationFolder(folder).request(SampleModel.REF);

        assertThat(request.origin().source()).isEqualTo("here");
        assertThat(request.origin().training()).containsEntry("seed", "7");
        assertThat(request.metrics()).containsEntry("accuracy", 0.9);
        assertThat(request.acceptance().tolerance()).isEqualTo(0.5);
        assertThat(request.acceptance().samples().getFirst().getFirst().type()).isEqualTo(TensorType.FP32);
        assertThat(request.acceptance().samples().getFirst().getFirst().numbers())
                .containsExactly(1, 2);
    }

    @Test
    void request_takesLabelsFromTheirFile() throws IOException {
        describe("""
                {"spec": {"task": "tabular-classification",
                          "columns": [{"name": "a", "input": "a", "nullable": false}],
                          "scores": {"output": "p", "activation": "NONE"}}}""");
        Files.writeString(folder.resolve("labels.txt"), "cat\nGroße Katze\n");

        ClassScores scores = ((ModelSpec.TabularClassification)
                        new PublicationFolder(folder).request(SampleModel.REF).spec())
                .scores();

        assertThat(scores.labels()).containsExactly("cat", "Große Katze");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            not JSON                                                         | model.json does not describe a model
            {}                                                               | spec
            {"spec": {"task": "magic"}}                                      | magic
            {"spec": {"task": "tensors", "colour": "red"}}                   | colour
            {"spec": {"task": "tensors"}, "run": "sh"}                       | run
            {"spec": {"task": "tensors"}, "training": {"seed": 7}}           | training
            {"spec": {"task": "tensors"}, "tolerance": -1}                   | tolerance
            {"spec": {"task": "sequence", "inputs": ["x"], "max_steps": 0}}  | at least one step
            """)
    void request_saysWhatIsWrongWithTheDescription(String description, String reason) throws IOException {
        describe(description);

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> new PublicationFolder(folder).request(SampleModel.REF))
                .withMessageContaining(reason);
    }

    /** Who copies a folder copies these. */
    @Test
    void files_haveTheNameOfEveryRoleButTheConvertedGraphs() {
        assertThat(PublicationFolder.FILES)
                .contains("model.json", "model.onnx", "recognition.onnx", "labels.txt")
                .containsAll(EnumSet.complementOf(EnumSet.of(FileRole.GRAPH, FileRole.RECOGNITION)).stream()
                        .map(FileRole::fileName)
                        .toList());
    }

    @Test
    void request_saysWhichFileIsMissing() throws IOException {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> new PublicationFolder(folder).request(SampleModel.REF))
                .withMessageContaining("has no model.json");

        describe("{\"spec\": {\"task\": \"tensors\"}}");
        Files.delete(folder.resolve("model.onnx"));
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> new PublicationFolder(folder).request(SampleModel.REF))
                .withMessageContaining("has no model.onnx");
    }

    private void describe(String description) throws IOException {
        Files.writeString(folder.resolve("model.json"), description);
        Files.write(folder.resolve("model.onnx"), new byte[] {1});
    }
}
