package farebox.models.onnx;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.InvalidRequest;
import farebox.models.Pooling;
import farebox.models.publish.BundledModel;
import farebox.models.publish.EmbeddingSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxModelConverterTest {
    private static final EmbeddingSettings SETTINGS = new EmbeddingSettings(Pooling.MEAN, true, 16);

    @TempDir
    Path folder;

    @BeforeEach
    void bring() throws IOException {
        copy(BundledModel.allMiniLmL6V2().graph().open(), "given.onnx");
        copy(BundledModel.allMiniLmL6V2().tokenizer().open(), "tokenizer.json");
    }

    @Test
    void prepare_refusesMoreTokensThanTheGraphTakes() {
        assertRefused(new EmbeddingSettings(Pooling.MEAN, true, 513), "513 tokens");
    }

    @Test
    void prepare_refusesAVocabularyLargerThanTheGraphs() throws IOException {
        String tokenizer = Files.readString(folder.resolve("tokenizer.json"));
        Files.writeString(folder.resolve("tokenizer.json"), tokenizer.replaceFirst("\"id\": ?103\\b", "\"id\": 30522"));

        assertRefused(SETTINGS, "of that vocabulary");
    }

    @Test
    void prepare_refusesATokenizerThatIsNone() throws IOException {
        Files.writeString(folder.resolve("tokenizer.json"), "not JSON");
        assertRefused(SETTINGS, "not JSON");

        Files.writeString(folder.resolve("tokenizer.json"), "{}");
        assertRefused(SETTINGS, "no vocabulary");

        Files.writeString(folder.resolve("tokenizer.json"), "{\"model\":{\"vocab\":{\"a\":0}}}");
        assertRefused(SETTINGS, "cannot be opened");
    }

    @Test
    void prepare_refusesAGraphThatTheEngineCannotRun() throws IOException {
        byte[] nonsense = ProtoWriter.message()
                .number(1, 8)
                .nested(8, ProtoWriter.message().number(2, 13))
                .nested(
                        7,
                        ProtoWriter.message()
                                .text(2, "g")
                                .nested(
                                        1,
                                        ProtoWriter.message()
                                                .text(4, "NoSuchOperator")
                                                .text(2, "y")))
                .toBytes();
        Files.write(folder.resolve("given.onnx"), nonsense);

        assertRefused(SETTINGS, "does not open");
    }

    @Test
    void prepare_refusesAGraphThatIsNotAdmitted() throws IOException {
        Files.writeString(folder.resolve("given.onnx"), "no graph");

        assertRefused(SETTINGS, "ONNX");
    }

    private void assertRefused(EmbeddingSettings settings, String reason) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> new OnnxModelConverter().prepare(folder.resolve("given.onnx"), folder, settings))
                .withMessageContaining(reason);
    }

    private void copy(InputStream from, String name) throws IOException {
        try (from) {
            Files.copy(from, folder.resolve(name));
        }
    }
}
