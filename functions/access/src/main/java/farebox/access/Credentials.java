package farebox.access;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the key that came with a request: {@code Authorization: Bearer <key>} or {@code x-api-key: <key>}. */
final class Credentials {
    private static final String BEARER = "bearer ";

    private Credentials() {}

    /**
     * Empty if there is none, if it cannot be one of ours, or if there are two that differ: a caller who says two
     * things is not guessed at.
     *
     * @param headers names in whatever case
     */
    static Optional<ApiKey> in(Map<String, String> headers) {
        Set<String> presented = headers.entrySet().stream()
                .flatMap(Credentials::presented)
                .filter(credential -> !credential.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        return presented.size() == 1 ? ApiKey.parse(presented.iterator().next()) : Optional.empty();
    }

    private static Stream<String> presented(Map.Entry<String, String> header) {
        String value = header.getValue().strip();
        if (header.getKey().equalsIgnoreCase("x-api-key")) {
            return Stream.of(value);
        }
        return header.getKey().equalsIgnoreCase("authorization") ? Stream.of(withoutScheme(value)) : Stream.empty();
    }

    /** A scheme that is not ours stays in front, so that what it carries is never taken for a key. */
    private static String withoutScheme(String value) {
        String padded = value + " ";
        return padded.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? padded.substring(BEARER.length()).strip()
                : value;
    }
}
