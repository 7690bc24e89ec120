package farebox.cli.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A stack that runs on this machine, written down so that other commands find it. */
public final class StackFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    public StackFile(Path dataFolder) {
        this.file = dataFolder.resolve("stack.json");
    }

    public void write(Stack stack) throws IOException {
        ObjectNode json = JSON.createObjectNode().put("region", stack.region());
        json.set("outputs", JSON.valueToTree(new TreeMap<>(stack.outputs())));
        json.set("endpoints", JSON.valueToTree(new TreeMap<>(stack.endpoints())));
        Files.writeString(file, json.toPrettyString() + "\n");
    }

    public void forget() throws IOException {
        Files.deleteIfExists(file);
    }

    public Optional<Stack> read() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        JsonNode json = JSON.readTree(file.toFile());
        Map<String, String> outputs = new TreeMap<>();
        json.path("outputs")
                .properties()
                .forEach(
                        output -> outputs.put(output.getKey(), output.getValue().asText()));
        Map<Stack.Service, URI> endpoints = new EnumMap<>(Stack.Service.class);
        json.path("endpoints")
                .properties()
                .forEach(endpoint -> endpoints.put(
                        Stack.Service.valueOf(endpoint.getKey()),
                        URI.create(endpoint.getValue().asText())));
        return Optional.of(new Stack(json.path("region").asText(), outputs, endpoints));
    }
}
