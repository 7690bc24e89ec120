package farebox.models.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.kernel.InvalidRequest;
import farebox.models.FileRole;
import farebox.models.ModelRef;
import farebox.models.ModelSpec;
import farebox.models.registry.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A model as a folder: {@code model.json}, or {@code manifest.json} where it was uploaded, describes it, beside
 * {@code model.onnx}, {@code tokenizer.json} for a model of texts, {@code labels.txt}, one label a line, where the
 * description has none, and for a model of tables, if it is to be explained, {@code background.json}, and if its calls
 * are to be compared with its training, {@code baseline.json}.
 *
 * <p>The description is {@code {"spec", "source", "training", "metrics", "tolerance", "samples", "alias", "files"}}, of
 * which only the spec must be there. It stands as in a manifest, such as {@code {"task": "tensors"}}; a sample is the
 * list of {@code inputs} of an Open Inference request; the files are names that must lie in the folder.
 *
 * @param description the name of the file that describes the model
 */
public record PublicationFolder(Path folder, String description) {
    /** Describes an uploaded model. */
    public static final String MANIFEST = "manifest.json";

    /** Beside the manifest of an uploaded model once it is published. */
    public static final String PUBLISHED = "PUBLISHED.json";

    /** Beside the manifest of an uploaded model that was refused. */
    public static final String REFUSED = "REFUSED.json";

    /** The graph, as it is given. */
    public static final String GRAPH = "model.onnx";

    /** The second graph, as it is given. */
    public static final String RECOGNITION = "recognition.onnx";

    private static final String DESCRIPTION = "model.json";
    private static final String LABELS = "labels.txt";
    private static final List<String> LABELLED = List.of("scores", "recognition");
    private static final int MAX_LABELS = 1 << 20;

    /** The names that may lie beside an uploaded manifest. */
    public static final Set<String> UPLOADED = Set.of(
            GRAPH,
            RECOGNITION,
            LABELS,
            FileRole.TOKENIZER.fileName(),
            FileRole.BACKGROUND.fileName(),
            FileRole.BASELINE.fileName());

    /** The names that a folder may have; what else lies there is not read. */
    public static final Set<String> FILES =
            Stream.concat(UPLOADED.stream(), Stream.of(DESCRIPTION, MANIFEST)).collect(Collectors.toUnmodifiableSet());

    public PublicationFolder(Path folder) {
        this(folder, DESCRIPTION);
    }

    /** A folder that somebody has uploaded. */
    public static PublicationFolder uploaded(Path folder) {
        return new PublicationFolder(folder, MANIFEST);
    }

    /** A model that is to be published, and whether it is to serve at once. */
    public record Publication(PublishRequest request, AliasPolicy alias) {}

    /** @throws InvalidRequest if the folder does not hold a model, with what is missing or wrong */
    public PublishRequest request(ModelRef model) {
        return publication(model).request();
    }

    /** @throws InvalidRequest if the folder does not hold a model, with what is missing or wrong */
    public Publication publication(ModelRef model) {
        Description read = read();
        Map<FileRole, ByteSource> files = files(read.spec());
        return described(() -> new Publication(
                new PublishRequest(
                        model,
                        read.spec(),
                        files,
                        new PublishRequest.Origin(read.source(), read.training()),
                        read.metrics(),
                        new PublishRequest.Acceptance(
                                read.tolerance(),
                                read.samples().stream()
                                        .map(SampleTensor.Sample::tensors)
                                        .toList())),
                AliasPolicy.of(read.alias())));
    }

    private record Description(
            ModelSpec spec,
            String source,
            SortedMap<String, String> training,
            SortedMap<String, Double> metrics,
            double tolerance,
            List<SampleTensor.Sample> samples,
            String alias,
            List<String> files) {}

    private Description read() {
        byte[] text = bytes(required(description), StrictJson.maxCharacters());
        Description described = described(() -> {
            ObjectNode tree = StrictJson.read(text, ObjectNode.class);
            setUnlessPresent(tree, "source", tree.textNode(String.valueOf(folder.getFileName())));
            setUnlessPresent(tree, "training", tree.objectNode());
            setUnlessPresent(tree, "metrics", tree.objectNode());
            setUnlessPresent(tree, "tolerance", tree.numberNode(PublishRequest.Acceptance.DEFAULT.tolerance()));
            setUnlessPresent(tree, "samples", tree.arrayNode());
            setUnlessPresent(tree, "alias", tree.textNode(AliasPolicy.LATEST.wireName()));
            setUnlessPresent(tree, "files", tree.arrayNode());
            addLabels(tree);
            return StrictJson.read(StrictJson.write(tree), Description.class);
        });
        described.files().forEach(this::requireNamed);
        return described;
    }

    private <T> T described(Supplier<T> read) {
        try {
            return read.get();
        } catch (InvalidRequest e) {
            if (!e.code().equals(InvalidRequest.INVALID_VALUE)) {
                throw e;
            }
            throw Refusal.invalid(
                    "manifest",
                    description,
                    e.param().orElse(""),
                    description + " does not describe a model: " + e.detail());
        }
    }

    private void requireNamed(String name) {
        if (!FILES.contains(name)) {
            throw Refusal.invalid("file_name", description, "files", "a model has no file '" + name + "'");
        }
        required(name);
    }

    private void addLabels(ObjectNode tree) {
        Path file = folder.resolve(LABELS);
        for (String part : LABELLED) {
            if (tree.path("spec").path(part) instanceof ObjectNode labelled
                    && !labelled.has("labels")
                    && isFile(file)) {
                new String(bytes(file, MAX_LABELS), StandardCharsets.UTF_8)
                        .lines()
                        .forEach(labelled.withArray("labels")::add);
            }
        }
    }

    private static void setUnlessPresent(ObjectNode tree, String field, JsonNode value) {
        if (!tree.has(field)) {
            tree.set(field, value);
        }
    }

    private Map<FileRole, ByteSource> files(ModelSpec spec) {
        Map<FileRole, ByteSource> files = new EnumMap<>(FileRole.class);
        for (FileRole role : spec.roles()) {
            files.put(
                    role,
                    ByteSource.of(
                            switch (role) {
                                case GRAPH -> required(GRAPH);
                                case RECOGNITION -> required(RECOGNITION);
                                case TOKENIZER, BACKGROUND, BASELINE -> required(role.fileName());
                            }));
        }
        for (FileRole role : spec.optionalRoles()) {
            Path file = folder.resolve(role.fileName());
            if (isFile(file)) {
                files.put(role, ByteSource.of(file));
            }
        }
        return files;
    }

    /** A link may lead anywhere. */
    private Path required(String name) {
        Path file = folder.resolve(name);
        if (!isFile(file)) {
            throw Refusal.invalid("file_missing", name, "", "the folder " + folder.getFileName() + " has no " + name);
        }
        return file;
    }

    private static boolean isFile(Path file) {
        if (Files.isSymbolicLink(file)) {
            throw Refusal.invalid(
                    "file_link", String.valueOf(file.getFileName()), "", "is a link; copy the file itself");
        }
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static byte[] bytes(Path file, int limit) {
        try {
            if (Files.size(file) > limit) {
                throw Refusal.invalid(
                        "file_size", String.valueOf(file.getFileName()), "", "is larger than " + limit + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
