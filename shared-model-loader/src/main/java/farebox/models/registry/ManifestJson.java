package farebox.models.registry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.kernel.ByteCount;
import farebox.kernel.InvalidRequest;
import farebox.kernel.ModelName;
import farebox.kernel.ModelVersion;
import farebox.kernel.Sha256;
import farebox.kernel.TenantId;
import farebox.models.FileRole;
import farebox.models.Manifest;
import farebox.models.ModelFile;
import farebox.models.ModelRef;
import farebox.models.Pooling;
import farebox.models.Provenance;
import farebox.models.TensorSchema;
import farebox.models.TensorType;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/** Schema 1 of {@code manifest.json}. Whatever it does not know, it refuses: a later form gets a later number. */
final class ManifestJson {
    private static final int SCHEMA = 1;
    private static final String TASK = "sentence-embedding";

    private ManifestJson() {}

    static byte[] write(Manifest manifest) {
        ObjectNode root = StrictJson.object()
                .put("schema", SCHEMA)
                .put("task", TASK)
                .put("owner", manifest.ref().owner().value())
                .put("model", manifest.ref().name().value())
                .put("version", manifest.version().value())
                .put("created", manifest.created().toString())
                .put("max_tokens", manifest.maxTokens())
                .put("vocabulary", manifest.vocabulary())
                .put("pooling", manifest.pooling().name())
                .put("normalise", manifest.normalise());
        root.set("files", files(manifest.files()));
        root.set("inputs", tensors(manifest.inputs()));
        root.set("outputs", tensors(List.of(manifest.output())));
        root.set(
                "lineage",
                StrictJson.object()
                        .put("source", manifest.provenance().source())
                        .put("graph_sha256", manifest.provenance().graph().hex())
                        .put("converter", manifest.provenance().converter()));
        return StrictJson.write(root);
    }

    /** @throws InvalidRequest if the text is not a manifest of schema 1 whose every part is acceptable */
    static Manifest read(byte[] text) {
        StrictJson root = StrictJson.read(
                text,
                "schema",
                "task",
                "owner",
                "model",
                "version",
                "created",
                "max_tokens",
                "vocabulary",
                "pooling",
                "normalise",
                "files",
                "inputs",
                "outputs",
                "lineage");
        if (root.count("schema") != SCHEMA || !root.text("task").equals(TASK)) {
            throw new InvalidRequest("only schema " + SCHEMA + " and the task " + TASK + " are known");
        }
        return new Manifest(
                new ModelRef(new TenantId(root.text("owner")), new ModelName(root.text("model"))),
                new ModelVersion(root.text("version")),
                instant(root.text("created")),
                root.list("files").stream().map(ManifestJson::file).toList(),
                root.list("inputs").stream().map(ManifestJson::tensor).toList(),
                onlyOutput(root.list("outputs")),
                root.count("max_tokens"),
                root.count("vocabulary"),
                constant(Pooling.class, root.text("pooling")),
                root.flag("normalise"),
                lineage(root.field("lineage")));
    }

    private static ArrayNode files(List<ModelFile> files) {
        ArrayNode array = StrictJson.array();
        files.forEach(file -> array.addObject()
                .put("name", file.role().fileName())
                .put("size", file.size().bytes())
                .put("sha256", file.sha256().hex()));
        return array;
    }

    private static ArrayNode tensors(List<TensorSchema> tensors) {
        ArrayNode array = StrictJson.array();
        for (TensorSchema tensor : tensors) {
            ObjectNode node = array.addObject()
                    .put("name", tensor.name())
                    .put("type", tensor.type().name());
            ArrayNode shape = node.putArray("shape");
            tensor.shape().forEach(shape::add);
        }
        return array;
    }

    private static ModelFile file(StrictJson json) {
        StrictJson file = json.only("name", "size", "sha256");
        long size = file.number("size");
        return new ModelFile(
                FileRole.named(file.text("name")), new ByteCount(Math.max(0, size)), new Sha256(file.text("sha256")));
    }

    private static TensorSchema tensor(StrictJson json) {
        StrictJson tensor = json.only("name", "type", "shape");
        return new TensorSchema(
                tensor.text("name"), constant(TensorType.class, tensor.text("type")), tensor.numbers("shape"));
    }

    private static TensorSchema onlyOutput(List<StrictJson> outputs) {
        if (outputs.size() != 1) {
            throw new InvalidRequest("one output is pooled, so one is named");
        }
        return tensor(outputs.getFirst());
    }

    private static Provenance lineage(StrictJson json) {
        StrictJson lineage = json.only("source", "graph_sha256", "converter");
        return new Provenance(
                lineage.text("source"), new Sha256(lineage.text("graph_sha256")), lineage.text("converter"));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidRequest("created must be an instant such as 2026-01-31T12:00:00Z");
        }
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String name) {
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException e) {
            throw new InvalidRequest(name + " is not known here as a " + type.getSimpleName());
        }
    }
}
