package farebox.access;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the key that came with a request: {@code Authorization: Bearer <key>} or {@code x-api-key: <key>}. */
final class ApiKeyExtractor {
    private static final String BEARER = "bearer ";

    /** Stands for a credential of another kind: it is no key, and it contradicts every key. */
    private static final String OF_ANOTHER_KIND = "?";

    private ApiKeyExtractor() {}

    /**
     * Empty if there is none, if it cannot be one of ours, or if there are two that differ, in one header that is sent
     * twice or in two headers: which one would pay is not guessed.
     *
     * @param headers names in any case, each with all its values
     */
    static Optional<ApiKey> in(Map<String, List<String>> headers) {
        Set<String> presented = headers.entrySet().stream()
                .flatMap(ApiKeyExtractor::presented)
                .filter(credential -> !credential.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        return presented.size() == 1 ? ApiKey.parse(presented.iterator().next()) : Optional.empty();
    }

    private static Stream<String> presented(Map.Entry<String, List<String>> header) {
        Stream<String> values = header.getValue().stream().map(String::strip);
        if (header.getKey().equalsIgnoreCase("x-api-key")) {
            return values;
        }
        return header.getKey().equalsIgnoreCase("authorization")
                ? values.filter(value -> !value.isEmpty()).map(value -> bearerToken(value + " "))
                : Stream.empty();
    }

    private static String bearerToken(String value) {
        return value.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? value.substring(BEARER.length()).strip()
                : OF_ANOTHER_KIND;
    }
}
