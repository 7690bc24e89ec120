package farebox.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ApiKeyExtractorTest {
    private static final String KEY = "fbx_live_sample01_ThisKeyIsInTheDocumentsAndLive0n_3a1QlZ";
    private static final String OTHER = ApiKey.random(new Random(5)).reveal();

    static Stream<Named<Map<String, String>>> withTheKey() {
        return Stream.of(
                Named.of("bearer", Map.of("authorization", "Bearer " + KEY)),
                Named.of("names and scheme in any case", Map.of("AUTHORIZATION", "bEARER " + KEY)),
                Named.of("blanks around", Map.of("Authorization", "  Bearer   " + KEY + " ")),
                Named.of("x-api-key", Map.of("X-Api-Key", KEY)),
                Named.of("both, the same", Map.of("Authorization", "Bearer " + KEY, "x-api-key", KEY)),
                Named.of("an empty bearer says nothing", Map.of("Authorization", "Bearer ", "x-api-key", KEY)),
                Named.of("an empty authorization says nothing", Map.of("Authorization", "", "x-api-key", KEY)),
                Named.of("other headers", Map.of("x-api-key", KEY, "x-request-id", OTHER)));
    }

    static Stream<Named<Map<String, String>>> withoutAKey() {
        return Stream.of(
                Named.of("no header", Map.of()),
                Named.of("the bare word Bearer", Map.of("Authorization", "Bearer")),
                Named.of("no scheme", Map.of("Authorization", KEY)),
                Named.of("no scheme beside the key", Map.of("Authorization", KEY, "x-api-key", KEY)),
                Named.of("basic", Map.of("Authorization", "Basic " + KEY)),
                Named.of("scheme glued on", Map.of("Authorization", "Bearer" + KEY)),
                Named.of("bearer in x-api-key", Map.of("x-api-key", "Bearer " + KEY)),
                Named.of("two keys that differ", Map.of("Authorization", "Bearer " + KEY, "x-api-key", OTHER)),
                Named.of("a key and another scheme", Map.of("Authorization", "Basic abc", "x-api-key", KEY)),
                Named.of("a key and rubbish", Map.of("Authorization", "Bearer rubbish", "x-api-key", KEY)),
                Named.of("one name in two cases", Map.of("x-api-key", KEY, "X-API-KEY", OTHER)),
                Named.of("another header", Map.of("x-key", KEY)));
    }

    @ParameterizedTest
    @MethodSource
    void withTheKey(Map<String, String> headers) {
        assertThat(ApiKeyExtractor.in(headers))
                .hasValueSatisfying(key -> assertThat(key.reveal()).isEqualTo(KEY));
    }

    @ParameterizedTest
    @MethodSource
    void withoutAKey(Map<String, String> headers) {
        assertThat(ApiKeyExtractor.in(headers)).isEmpty();
    }
}
