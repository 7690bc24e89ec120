package farebox.models.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.ByteCount;
import farebox.kernel.InvalidRequest;
import farebox.kernel.ModelVersion;
import farebox.kernel.Sha256;
import farebox.models.FileRole;
import farebox.models.Manifest;
import farebox.models.MiniLm;
import farebox.models.ModelFile;
import farebox.models.Pooling;
import farebox.models.Provenance;
import farebox.models.TensorSchema;
import farebox.models.TensorType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestJsonTest {
    @Test
    void read_givesBackWhatWasWritten() {
        Manifest manifest = manifest("v-1");

        assertThat(ManifestJson.read(ManifestJson.write(manifest))).isEqualTo(manifest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../graph.ort",
                "/etc/passwd",
                "a.jar",
                "classes/x.class",
                "x.class",
                "serving.properties",
                "libcustom.so",
                "graph.ort/",
                "./graph.ort",
                "GRAPH.ORT",
                "graph.ort\\u0000.jar",
                "",
                "manifest.json"
            })
    void read_refusesAnyFileButGraphAndTokenizer(String name) {
        assertRefused(text().replace("\"graph.ort\"", "\"" + name + "\""));
    }

    /** What it says, and what it says instead. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "schema" : 1                 | "schema" : 2
            "schema" : 1                 | "schema" : "1"
            "schema" : 1                 | "schema" : 1, "schema" : 1
            "schema" : 1                 | "extra" : 1, "schema" : 1
            "task" : "sentence-embedding" | "task" : "run-me"
            "owner" : "public"           | "owner" : "../other"
            "owner" : "public"           | "owner" : null
            "version" : "v-1"            | "version" : "V 1"
            "2026-01-31T12:00:00Z"       | "yesterday"
            "max_tokens" : 512           | "max_tokens" : 0
            "max_tokens" : 512           | "max_tokens" : 5.5
            "max_tokens" : 512           | "max_tokens" : 1e9
            "max_tokens" : 512           | "max_tokens" : 99999999999
            "vocabulary" : 30522         | "vocabulary" : -1
            "pooling" : "MEAN"           | "pooling" : "MAX"
            "normalise" : true           | "normalise" : "true"
            "size" : 23                  | "size" : 0
            "size" : 23                  | "size" : -23
            "size" : 23                  | "size" : 99999999999999
            "tokenizer.json"             | "graph.ort"
            "type" : "INT64"             | "type" : "STRING"
            "type" : "FP32"              | "type" : "INT64"
            384                          | 0
            384                          | -1
            384                          | "384"
            384                          | 384, 1
            "converter" : "c"            | "converter" : "c", "run" : "sh"
            """)
    void read_refusesWhatItDoesNotKnow(String says, String instead) {
        assertThat(text()).contains(says);

        assertRefused(text().replace(says, instead));
    }

    @Test
    void read_refusesADigestThatIsNone() {
        assertRefused(text().replace(Sha256.of(new byte[0]).hex(), "../../etc/passwd"));
    }

    @Test
    void read_refusesWhatIsNoObjectWithinTheBounds() {
        assertRefused("");
        assertRefused("[]");
        assertRefused("null");
        assertRefused(text() + "{}");
        assertRefused("[".repeat(100));
        assertRefused(text().replace("\"c\"", "\"" + "c".repeat(5_000) + "\""));
        assertRefused(text() + " ".repeat(1 << 16));
    }

    private static void assertRefused(String text) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> ManifestJson.read(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text() {
        return new String(ManifestJson.write(manifest("v-1")), StandardCharsets.UTF_8);
    }

    static Manifest manifest(String version) {
        return new Manifest(
                MiniLm.REF,
                new ModelVersion(version),
                MiniLm.CLOCK.instant(),
                List.of(
                        new ModelFile(FileRole.GRAPH, new ByteCount(23), Sha256.of(new byte[0])),
                        new ModelFile(FileRole.TOKENIZER, new ByteCount(7), Sha256.of(new byte[1]))),
                List.of(new TensorSchema("input_ids", TensorType.INT64, List.of(-1L, -1L))),
                new TensorSchema("last_hidden_state", TensorType.FP32, List.of(-1L, -1L, 384L)),
                512,
                30_522,
                Pooling.MEAN,
                true,
                new Provenance("a test", Sha256.of(new byte[2]), "c"));
    }
}
