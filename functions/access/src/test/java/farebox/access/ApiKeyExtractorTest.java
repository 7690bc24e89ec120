package farebox.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ApiKeyExtractorTest {
    private static final String KEY = "fbx_live_sample01_ThisKeyIsInTheDocumentsAndLive0n_3a1QlZ";
    private static final String OTHER = ApiKey.random(new Random(5)).reveal();

    static Stream<Named<Map<String, List<String>>>> withTheKey() {
        return Stream.of(
                Named.of("bearer", Map.of("authorization", List.of("Bearer " + KEY))),
                Named.of("names and scheme in any case", Map.of("AUTHORIZATION", List.of("bEARER " + KEY))),
                Named.of("blanks around", Map.of("Authorization", List.of("  Bearer   " + KEY + " "))),
                Named.of("x-api-key", Map.of("X-Api-Key", List.of(KEY))),
                Named.of(
                        "both, the same", Map.of("Authorization", List.of("Bearer " + KEY), "x-api-key", List.of(KEY))),
                Named.of(
                        "an empty bearer says nothing",
                        Map.of("Authorization", List.of("Bearer "), "x-api-key", List.of(KEY))),
                Named.of(
                        "an empty authorization says nothing",
                        Map.of("Authorization", List.of(""), "x-api-key", List.of(KEY))),
                Named.of("the same twice", Map.of("x-api-key", List.of(KEY, KEY))),
                Named.of("an empty one beside it", Map.of("Authorization", List.of("", "Bearer " + KEY))),
                Named.of("other headers", Map.of("x-api-key", List.of(KEY), "x-request-id", List.of(OTHER))));
    }

    static Stream<Named<Map<String, List<String>>>> withoutAKey() {
        return Stream.of(
                Named.of("no header", Map.of()),
                Named.of("the bare word Bearer", Map.of("Authorization", List.of("Bearer"))),
                Named.of("no scheme", Map.of("Authorization", List.of(KEY))),
                Named.of("no scheme beside the key", Map.of("Authorization", List.of(KEY), "x-api-key", List.of(KEY))),
                Named.of("basic", Map.of("Authorization", List.of("Basic " + KEY))),
                Named.of("scheme glued on", Map.of("Authorization", List.of("Bearer" + KEY))),
                Named.of("bearer in x-api-key", Map.of("x-api-key", List.of("Bearer " + KEY))),
                Named.of(
                        "two keys that differ",
                        Map.of("Authorization", List.of("Bearer " + KEY), "x-api-key", List.of(OTHER))),
                Named.of(
                        "a key and another scheme",
                        Map.of("Authorization", List.of("Basic abc"), "x-api-key", List.of(KEY))),
                Named.of(
                        "a key and rubbish",
                        Map.of("Authorization", List.of("Bearer rubbish"), "x-api-key", List.of(KEY))),
                Named.of("one name in two cases", Map.of("x-api-key", List.of(KEY), "X-API-KEY", List.of(OTHER))),
                Named.of("two lines that differ", Map.of("Authorization", List.of("Bearer " + OTHER, "Bearer " + KEY))),
                Named.of("two lines of x-api-key", Map.of("x-api-key", List.of(KEY, OTHER))),
                Named.of("a line of another scheme", Map.of("Authorization", List.of("Basic abc", "Bearer " + KEY))),
                Named.of("another header", Map.of("x-key", List.of(KEY))));
    }

    @ParameterizedTest
    @MethodSource
    void withTheKey(Map<String, List<String>> headers) {
        assertThat(ApiKeyExtractor.in(headers))
                .hasValueSatisfying(key -> assertThat(key.reveal()).isEqualTo(KEY));
    }

    @ParameterizedTest
    @MethodSource
    void withoutAKey(Map<String, List<String>> headers) {
        assertThat(ApiKeyExtractor.in(headers)).isEmpty();
    }
}
