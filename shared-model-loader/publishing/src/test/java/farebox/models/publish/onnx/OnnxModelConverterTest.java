package farebox.models.publish.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.InvalidRequest;
import farebox.models.FileRole;
import farebox.models.ModelSpec;
import farebox.models.Pooling;
import farebox.models.TextInput;
import farebox.models.publish.BundledModel;
import farebox.models.publish.MiniLm;
import farebox.models.publish.PublishRequest;
import farebox.models.publish.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxModelConverterTest {
    private static final ModelSpec SPEC = spec(16, 30_522, 384);
    private static final String TOKENIZER = "tokenizer.json";

    @TempDir
    Path folder;

    @BeforeEach
    void bring() throws IOException {
        copy(BundledModel.allMiniLmL6V2().file(FileRole.GRAPH).open(), "given.onnx");
        copy(BundledModel.allMiniLmL6V2().file(FileRole.TOKENIZER).open(), TOKENIZER);
    }

    @Test
    void convert_refusesMoreTokensThanTheGraphTakes() {
        assertRefused(spec(513, 30_522, 384), "[1, 513]", "given.onnx");
    }

    @Test
    void convert_refusesAVocabularyLargerThanTheGraphs() throws IOException {
        assertRefused(spec(16, 30_523, 384), "as large ones", "given.onnx");

        String tokenizer = Files.readString(folder.resolve(TOKENIZER));
        Files.writeString(folder.resolve(TOKENIZER), tokenizer.replaceFirst("\"id\": ?103\\b", "\"id\": 30522"));

        assertRefused(SPEC, "the tokenizer has 30523 words", TOKENIZER);
    }

    @Test
    void convert_refusesOtherDimensionsThanTheGraphGives() {
        assertRefused(spec(16, 30_522, 383), "(texts, tokens, 383)", "manifest.json");
    }

    @Test
    void convert_refusesATokenizerThatIsNone() throws IOException {
        Files.writeString(folder.resolve(TOKENIZER), "not JSON");
        assertRefused(SPEC, "not JSON", TOKENIZER);

        Files.writeString(folder.resolve(TOKENIZER), "{}");
        assertRefused(SPEC, "no vocabulary", TOKENIZER);

        Files.writeString(folder.resolve(TOKENIZER), "{\"model\":{\"vocab\":{\"a\":0}}}");
        assertRefused(SPEC, "cannot be opened", TOKENIZER);
    }

    @Test
    void convert_refusesAGraphThatTheEngineCannotRun() throws IOException {
        byte[] nonsense = ProtoWriter.message()
                .number(1, 8)
                .nested(8, ProtoWriter.message().number(2, 13))
                .nested(
                        7,
                        ProtoWriter.message()
                                .text(2, "g")
                                .nested(
                                        1,
                                        ProtoWriter.message().text(4, "MatMul").text(2, "y"))
                                .nested(12, ProtoWriter.message().text(1, "y")))
                .toBytes();
        Files.write(folder.resolve("given.onnx"), nonsense);

        assertRefused(SPEC, "does not open", "given.onnx");
    }

    @Test
    void convert_refusesAGraphThatIsNotAdmitted() throws IOException {
        Files.writeString(folder.resolve("given.onnx"), "no graph");

        assertRefused(SPEC, "ONNX", "given.onnx");
    }

    private void assertRefused(ModelSpec spec, String reason, String file) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> new OnnxModelConverter().convert(folder.resolve("given.onnx"), folder, request(spec)))
                .withMessageContaining(reason)
                .satisfies(e -> assertThat(Refusal.of(e).file()).isEqualTo(file));
    }

    private void copy(InputStream from, String name) throws IOException {
        try (from) {
            Files.copy(from, folder.resolve(name));
        }
    }

    private static ModelSpec spec(int maxTokens, int vocabulary, int dimensions) {
        return new ModelSpec.TextEmbedding(
                new TextInput(maxTokens, vocabulary), "last_hidden_state", Pooling.MEAN, true, dimensions);
    }

    private static PublishRequest request(ModelSpec spec) {
        return PublishRequest.of(MiniLm.REF, spec, BundledModel.allMiniLmL6V2().files(), "a test");
    }
}
