package farebox.models.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.kernel.InvalidRequest;
import farebox.models.FileRole;
import farebox.models.ModelRef;
import farebox.models.ModelSpec;
import farebox.models.registry.StrictJson;
import farebox.models.tensor.JsonTensorCodec;
import farebox.models.tensor.Shape;
import farebox.models.tensor.Tensor;
import farebox.models.tensor.TensorType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * A model as a folder: {@code model.json} describes it, beside {@code model.onnx}, {@code tokenizer.json} for a model
 * of texts, {@code labels.txt}, one label a line, where the description has none, and for a model of tables, if it is
 * to be explained, {@code background.json}, and if its calls are to be compared with its training,
 * {@code baseline.json}.
 *
 * <p>The description is {@code {"spec", "source", "training", "metrics", "tolerance", "samples"}}, of which only the
 * spec must be there. It stands as in a manifest, such as {@code {"task": "tensors"}}; a sample is the list of
 * {@code inputs} of an Open Inference request.
 */
public record PublicationFolder(Path folder) {
    private static final String DESCRIPTION = "model.json";
    private static final String GRAPH = "model.onnx";
    private static final String LABELS = "labels.txt";
    private static final String SCORES = "scores";

    /** The names that a folder may have; what else lies there is not read. */
    public static final Set<String> FILES = Set.of(
            DESCRIPTION,
            GRAPH,
            LABELS,
            FileRole.TOKENIZER.fileName(),
            FileRole.BACKGROUND.fileName(),
            FileRole.BASELINE.fileName());

    /** @throws InvalidRequest if the folder does not hold a model, with what is missing or wrong */
    public PublishRequest request(ModelRef model) {
        Description description = description();
        return new PublishRequest(
                model,
                description.spec(),
                files(description.spec()),
                new PublishRequest.Origin(description.source(), description.training()),
                description.metrics(),
                new PublishRequest.Acceptance(
                        description.tolerance(),
                        description.samples().stream().map(Sample::tensors).toList()));
    }

    private record Description(
            ModelSpec spec,
            String source,
            SortedMap<String, String> training,
            SortedMap<String, Double> metrics,
            double tolerance,
            List<Sample> samples) {}

    private record Sample(List<SampleTensor> inputs) {
        List<Tensor> tensors() {
            return inputs.stream().map(SampleTensor::tensor).toList();
        }
    }

    private record SampleTensor(String name, List<Long> shape, TensorType datatype, JsonNode data) {
        Tensor tensor() {
            Shape sizes = new Shape(shape);
            return new Tensor(name, datatype, sizes, JsonTensorCodec.read(data, datatype, sizes));
        }
    }

    private Description description() {
        try {
            ObjectNode tree = StrictJson.read(Files.readAllBytes(required(DESCRIPTION)), ObjectNode.class);
            setUnlessPresent(tree, "source", tree.textNode(String.valueOf(folder.getFileName())));
            setUnlessPresent(tree, "training", tree.objectNode());
            setUnlessPresent(tree, "metrics", tree.objectNode());
            setUnlessPresent(tree, "tolerance", tree.numberNode(PublishRequest.Acceptance.DEFAULT.tolerance()));
            setUnlessPresent(tree, "samples", tree.arrayNode());
            addLabels(tree);
            return StrictJson.read(StrictJson.write(tree), Description.class);
        } catch (InvalidRequest e) {
            throw new InvalidRequest(DESCRIPTION + " does not describe a model: " + e.detail());
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " cannot be read", e);
        }
    }

    private void addLabels(ObjectNode tree) throws IOException {
        Path file = folder.resolve(LABELS);
        if (tree.path("spec").path(SCORES) instanceof ObjectNode scores
                && !scores.has("labels")
                && Files.exists(file)) {
            Files.readAllLines(file).forEach(scores.withArray("labels")::add);
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
                                case TOKENIZER, BACKGROUND, BASELINE -> required(role.fileName());
                            }));
        }
        for (FileRole role : spec.optionalRoles()) {
            Path file = folder.resolve(role.fileName());
            if (Files.isRegularFile(file)) {
                files.put(role, ByteSource.of(file));
            }
        }
        return files;
    }

    private Path required(String name) {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new InvalidRequest("the folder " + folder + " has no " + name);
        }
        return file;
    }
}
