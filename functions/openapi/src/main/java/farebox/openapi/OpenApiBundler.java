package farebox.openapi;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Merges the OpenAPI files of all features into one document. Objects are merged member by member and lists are joined;
 * anything that two files define differently or twice is an error.
 */
public final class OpenApiBundler {
    private static final Path FOLDER = Path.of("src", "main", "openapi");
    /** Modules lie at most this deep, as {@code functions/billing} does. */
    private static final int MODULE_DEPTH = 2;

    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private OpenApiBundler() {}

    /**
     * Writes the bundle of a source tree as JSON.
     *
     * @param args the root of the source tree, the version that the document states, the file to write
     */
    public static void main(String[] args) throws IOException {
        Path output = Path.of(args[2]);
        Files.createDirectories(output.toAbsolutePath().getParent());
        Files.writeString(
                output, bundle(filesUnder(Path.of(args[0])), args[1]).json().toString());
    }

    /** The OpenAPI files of all modules below a folder, in the order of their paths. */
    public static List<Path> filesUnder(Path root) throws IOException {
        List<Path> folders;
        try (Stream<Path> modules = Files.find(root, MODULE_DEPTH, (path, attributes) -> attributes.isDirectory())) {
            folders = modules.map(module -> module.resolve(FOLDER))
                    .filter(Files::isDirectory)
                    .toList();
        }
        List<Path> files = new ArrayList<>();
        for (Path folder : folders) {
            files.addAll(filesIn(folder));
        }
        return files.stream().sorted().toList();
    }

    /** The OpenAPI files of one folder. */
    public static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    /** @throws IllegalArgumentException if two files define the same, or a reference leads nowhere */
    public static OpenApiDocument bundle(List<Path> files, String version) throws IOException {
        OpenApiDocument document = merge(files);
        ((ObjectNode) document.json()).withObject("/info").put("version", version);
        List<String> dangling = document.danglingReferences();
        if (!dangling.isEmpty()) {
            throw new IllegalArgumentException("references that lead nowhere: " + dangling);
        }
        return document;
    }

    /** The files in one, whose references may lead to further files. */
    public static OpenApiDocument merge(List<Path> files) throws IOException {
        ObjectNode merged = YAML.createObjectNode();
        for (Path file : files) {
            merge(merged, YAML.readTree(file.toFile()), file + ": ");
        }
        return new OpenApiDocument(merged);
    }

    private static void merge(ObjectNode target, JsonNode source, String place) {
        for (Map.Entry<String, JsonNode> member : source.properties()) {
            JsonNode present = target.get(member.getKey());
            JsonNode added = member.getValue();
            if (present == null) {
                target.set(member.getKey(), added);
            } else if (present instanceof ObjectNode object && added.isObject()) {
                merge(object, added, place + member.getKey() + ": ");
            } else if (present instanceof ArrayNode array && added.isArray()) {
                added.forEach(array::add);
            } else {
                throw new IllegalArgumentException(place + member.getKey() + " is defined by another file too");
            }
        }
    }
}
