package farebox.access;

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
     * Empty if there is none, if it cannot be one of ours, or if there are two that differ: a caller who says two
     * things is not guessed at.
     *
     * @param headers names in whatever case
     */
    static Optional<ApiKey> in(Map<String, String> headers) {
        Set<String> presented = headers.entrySet().stream()
                .flatMap(ApiKeyExtractor::presented)
                .filter(credential -> !credential.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        return presented.size() == 1 ? ApiKey.parse(presented.iterator().next()) : Optional.empty();
    }

    private static Stream<String> presented(Map.Entry<String, String> header) {
        String value = header.getValue().strip();
        if (header.getKey().equalsIgnoreCase("x-api-key")) {
            return Stream.of(value);
        }
        return header.getKey().equalsIgnoreCase("authorization") && !value.isEmpty()
                ? Stream.of(bearerToken(value + " "))
                : Stream.empty();
    }

    private static String bearerToken(String value) {
        return value.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? value.substring(BEARER.length()).strip()
                : OF_ANOTHER_KIND;
    }
}
