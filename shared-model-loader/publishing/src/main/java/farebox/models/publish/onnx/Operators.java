package farebox.models.publish.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The operators that a graph may use, by domain. */
final class Operators {
    /** ONNX's own domain, which graphs write as an empty text. */
    static final String ONNX = "ai.onnx";

    private static final Map<String, Set<String>> ALLOWED = read();

    private Operators() {}

    static boolean isKnown(String domain) {
        return domain.isEmpty() || ALLOWED.containsKey(domain);
    }

    static boolean isAllowed(String domain, String operator) {
        return ALLOWED.getOrDefault(domain.isEmpty() ? ONNX : domain, Set.of()).contains(operator);
    }

    private static Map<String, Set<String>> read() {
        Map<String, Set<String>> allowed = new HashMap<>();
        String domain = ONNX;
        for (String line : lines()) {
            if (line.startsWith("[")) {
                domain = line.substring(1, line.length() - 1);
            } else if (!line.startsWith("#")) {
                allowed.computeIfAbsent(domain, _ -> new HashSet<>()).addAll(Arrays.asList(line.split(" ", -1)));
            }
        }
        return allowed;
    }

    private static String[] lines() {
        try (InputStream list = Objects.requireNonNull(Operators.class.getResourceAsStream("operators.txt"))) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .strip()
                    .split("\n", -1);
        } catch (IOException e) {
            throw new UncheckedIOException("the list of operators cannot be read", e);
        }
    }
}
