package farebox.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import farebox.kernel.InvalidRequest;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataTest {
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void of_keepsThePairsInTheirOrder() {
        assertThat(Metadata.of(body("{\"metadata\": {\"team\": \"a\", \"run\": \"\"}}")))
                .containsExactly(entry("team", "a"), entry("run", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"metadata\": null}", "{\"metadata\": {}}"})
    void of_nothing_isNoPair(String body) {
        assertThat(Metadata.of(body(body))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"a\"", "{\"a\": 1}", "{\"a\": null}", "{\"a\": {}}"})
    void of_anythingButTexts_isRefused(String metadata) {
        assertRefused(metadata);
    }

    @Test
    void of_more_isRefused() {
        assertThat(Metadata.of(body("{\"metadata\": %s}".formatted(pairs(16))))).hasSize(16);

        assertRefused(pairs(17));
        assertRefused("{\"%s\": \"\"}".formatted("k".repeat(65)));
        assertRefused("{\"k\": \"%s\"}".formatted("v".repeat(513)));
    }

    private static String pairs(int count) {
        return IntStream.range(0, count).mapToObj("\"%d\": \"\""::formatted).collect(Collectors.joining(",", "{", "}"));
    }

    private static void assertRefused(String metadata) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> Metadata.of(body("{\"metadata\": %s}".formatted(metadata))))
                .satisfies(e -> assertThat(e.param()).hasValue("metadata"));
    }

    private static JsonNode body(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
