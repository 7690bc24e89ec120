package farebox.events;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A payload of {@code events/}.
 *
 * @param name without its ending; its first word is the function's logical id in lower case, without "Function"
 */
record EventFile(String name, JsonNode json) {
    private static final Path FOLDER = Path.of("../events");
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<String> names() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.replace(".json", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static EventFile named(String name) {
        try {
            return new EventFile(
                    name, JSON.readTree(FOLDER.resolve(name + ".json").toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isFor(String function) {
        return function.equalsIgnoreCase(name.substring(0, name.indexOf('-')) + "Function");
    }

    /** The same with one value replaced, added or, by nothing, removed. */
    EventFile with(String pointer, String value) {
        JsonNode changed = json.deepCopy();
        JsonPointer at = JsonPointer.compile(pointer);
        ObjectNode parent = (ObjectNode) changed.at(at.head());
        String field = at.last().getMatchingProperty();
        if (value.isEmpty()) {
            parent.remove(field);
        } else {
            parent.set(field, parsed(value));
        }
        return new EventFile(name, changed);
    }

    private static JsonNode parsed(String value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
