package farebox.training.container;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.kernel.InvalidRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fields of a spec, which SageMaker gives as strings. Each string is read as JSON where it is JSON, so that numbers,
 * lists and objects keep their types; {@code gate} may be {@code {"accuracy":0.9}}.
 */
final class Hyperparameters {
    private static final JsonMapper JSON = new JsonMapper();

    private Hyperparameters() {}

    /** By name; empty without the file. */
    static Map<String, String> read(Path file) {
        if (!Files.exists(file)) {
            return Map.of();
        }
        try {
            return new TreeMap<>(JSON.readValue(Files.readString(file), new TypeReference<Map<String, String>>() {}));
        } catch (IOException e) {
            throw new InvalidRequest("hyperparameters.json must be an object of strings", "hyperparameters");
        }
    }

    /** A spec with these fields in place of its own. */
    static String override(String spec, Map<String, String> values, String name) {
        if (values.isEmpty()) {
            return spec;
        }
        try {
            if (JSON.readTree(spec) instanceof ObjectNode object) {
                values.forEach((field, value) -> put(object, field, value));
                return JSON.writeValueAsString(object);
            }
            return spec;
        } catch (JsonProcessingException e) {
            throw new InvalidRequest("%s is not valid JSON: %s".formatted(name, e.getOriginalMessage()));
        }
    }

    private static void put(ObjectNode spec, String field, String value) {
        try {
            spec.set(field, JSON.readTree(value));
        } catch (JsonProcessingException e) {
            spec.put(field, value);
        }
    }
}
