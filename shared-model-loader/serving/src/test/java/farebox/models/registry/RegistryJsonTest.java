package farebox.models.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.Crc32c;
import farebox.kernel.InvalidRequest;
import farebox.kernel.Sha256;
import farebox.models.Manifest;
import farebox.models.SampleModel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryJsonTest {
    @Test
    void read_givesBackWhatWasWritten() {
        for (Manifest manifest : List.of(SampleModel.embedding("v-1"), SampleModel.tabular("v-1"))) {
            assertThat(RegistryJson.manifest(RegistryJson.write(manifest))).isEqualTo(manifest);
        }
    }

    /** What it says, and what it says instead. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "schema" : 2                 | "schema" : 1
            "schema" : 2                 | "schema" : "2"
            "schema" : 2                 | "schema" : 2.0
            "schema" : 2                 | "schema" : null
            "schema" : 2                 | "schema" : 2, "schema" : 2
            "schema" : 2                 | "extra" : 1, "schema" : 2
            "schema" : 2,                | ``
            "task" : "text-embedding"    | "task" : "run-me"
            "task" : "text-embedding",   | ``
            "task" : "text-embedding"    | "task" : "tensors"
            "owner" : "public"           | "owner" : "../other"
            "owner" : "public"           | "owner" : null
            "owner" : "public"           | "owner" : 7
            "version" : "v-1"            | "version" : "V 1"
            "2026-01-31T12:00:00Z"       | "yesterday"
            "max_tokens" : 512           | "max_tokens" : 0
            "max_tokens" : 512           | "max_tokens" : 5.5
            "max_tokens" : 512           | "max_tokens" : "512"
            "max_tokens" : 512           | "max_tokens" : 99999999999
            "vocabulary" : 30522         | "vocabulary" : -1
            "pooling" : "MEAN"           | "pooling" : "MAX"
            "pooling" : "MEAN"           | "pooling" : 0
            "normalise" : true           | "normalise" : "true"
            "normalise" : true           | "normalise" : null
            "dimensions" : 384           | "dimensions" : 385
            "size" : 23                  | "size" : 0
            "size" : 23                  | "size" : -23
            "size" : 23                  | "size" : 99999999999999
            "TOKENIZER"                  | "GRAPH"
            "TOKENIZER"                  | "../TOKENIZER"
            "type" : "INT64"             | "type" : "STRING"
            "type" : "INT64"             | "type" : "FP32"
            "type" : "FP32"              | "type" : "INT64"
            "last_hidden_state",         | "hidden",
            "accuracy" : 0.97            | "accuracy" : null
            "accuracy" : 0.97            | "accuracy" : "good"
            "source" : "a test"          | "source" : 5
            "converter" : "c"            | "converter" : "c", "run" : "sh"
            """)
    void read_refusesWhatItDoesNotKnow(String says, String instead) {
        assertThat(text()).contains(says);

        assertRefused(text().replaceFirst(Pattern.quote(says), Matcher.quoteReplacement(instead)));
    }

    @Test
    void read_refusesADigestThatIsNone() {
        assertRefused(text().replace(
                        Sha256.of("GRAPH".getBytes(StandardCharsets.UTF_8)).hex(), "../../etc/passwd"));
    }

    @Test
    void read_refusesAChecksumThatIsNone() {
        String checksum = Crc32c.of("GRAPH".getBytes(StandardCharsets.UTF_8)).hex();

        assertRefused(text().replace(checksum, checksum + "0"));
        assertRefused(text().replace(checksum, "0000000G"));
    }

    @Test
    void read_refusesWhatIsNoObjectWithinTheBounds() {
        assertRefused("");
        assertRefused("[]");
        assertRefused("null");
        assertRefused(text() + "{}");
        assertRefused("[".repeat(100));
        assertRefused(text().replace("\"c\"", "\"" + "c".repeat(5_000) + "\""));
        assertRefused(text() + " ".repeat(5 << 20));
    }

    @Test
    void read_saysWhereTheFaultIs() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> RegistryJson.manifest(text().replace("\"vocabulary\" : 30522", "\"vocabulary\" : -1")
                        .getBytes(StandardCharsets.UTF_8)))
                .withMessage("spec.text: vocabulary is from 1 to 16777216");
    }

    private static void assertRefused(String text) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> RegistryJson.manifest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text() {
        return new String(RegistryJson.write(SampleModel.embedding("v-1")), StandardCharsets.UTF_8);
    }
}
