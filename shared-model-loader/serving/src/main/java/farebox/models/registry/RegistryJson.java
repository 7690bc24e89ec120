package farebox.models.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.kernel.InvalidRequest;
import farebox.kernel.ModelName;
import farebox.kernel.ModelVersion;
import farebox.kernel.TenantId;
import farebox.models.Canary;
import farebox.models.Manifest;
import farebox.models.ModelFile;
import farebox.models.ModelRef;
import farebox.models.ModelSpec;
import farebox.models.Provenance;
import farebox.models.tensor.GraphSchema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** What is stored beside a model's files. What another schema says is refused: a later form gets a later number. */
final class RegistryJson {
    private static final int MANIFEST_SCHEMA = 2;
    private static final int PLAIN_POINTER_SCHEMA = 1;
    private static final int POINTER_SCHEMA = 2;

    private RegistryJson() {}

    /** {@code manifest.json} */
    private record ManifestDocument(
            int schema,
            TenantId owner,
            ModelName model,
            ModelVersion version,
            Instant created,
            ModelSpec spec,
            GraphSchema graph,
            List<ModelFile> files,
            SortedMap<String, Double> metrics,
            Provenance provenance) {}

    /** {@code aliases/{alias}.json} of schema 1, without what came later. */
    private record PlainPointerDocument(int schema, ModelVersion version) {}

    /**
     * {@code aliases/{alias}.json}
     *
     * @param canary none or one
     * @param history where it pointed before, the newest first
     */
    private record PointerDocument(int schema, ModelVersion version, List<Canary> canary, List<MoveDocument> history) {}

    private record MoveDocument(Instant since, ModelVersion version, List<Canary> canary) {}

    /** Where an alias points and has pointed. */
    record Pointer(ModelVersion version, Optional<Canary> canary, List<AliasMove> history) {
        boolean pointsAs(Alias alias) {
            return version.equals(alias.version()) && canary.equals(alias.canary());
        }
    }

    static byte[] write(Manifest manifest) {
        return StrictJson.write(new ManifestDocument(
                MANIFEST_SCHEMA,
                manifest.ref().owner(),
                manifest.ref().name(),
                manifest.version(),
                manifest.created(),
                manifest.spec(),
                manifest.graph(),
                manifest.files(),
                manifest.metrics(),
                manifest.provenance()));
    }

    /** @throws InvalidRequest if the text is not a manifest of this schema whose every part is acceptable */
    static Manifest manifest(byte[] text) {
        ManifestDocument document = StrictJson.read(text, ManifestDocument.class);
        requireSchema(MANIFEST_SCHEMA, document.schema());
        return new Manifest(
                new ModelRef(document.owner(), document.model()),
                document.version(),
                document.created(),
                document.spec(),
                document.graph(),
                document.files(),
                document.metrics(),
                document.provenance());
    }

    static byte[] write(Pointer pointer) {
        return StrictJson.write(new PointerDocument(
                POINTER_SCHEMA,
                pointer.version(),
                pointer.canary().stream().toList(),
                pointer.history().stream()
                        .map(move -> new MoveDocument(
                                move.since(),
                                move.version(),
                                move.canary().stream().toList()))
                        .toList()));
    }

    /** @throws InvalidRequest if the text is not a pointer of a schema that is known */
    static Pointer pointer(byte[] text) {
        return StrictJson.read(text, ObjectNode.class).has("history") ? pointerWithHistory(text) : plainPointer(text);
    }

    private static Pointer plainPointer(byte[] text) {
        PlainPointerDocument document = StrictJson.read(text, PlainPointerDocument.class);
        requireSchema(PLAIN_POINTER_SCHEMA, document.schema());
        return new Pointer(document.version(), Optional.empty(), List.of());
    }

    private static Pointer pointerWithHistory(byte[] text) {
        PointerDocument document = StrictJson.read(text, PointerDocument.class);
        requireSchema(POINTER_SCHEMA, document.schema());
        return new Pointer(
                document.version(),
                document.canary().stream().findFirst(),
                document.history().stream()
                        .map(move -> new AliasMove(
                                move.since(),
                                move.version(),
                                move.canary().stream().findFirst()))
                        .toList());
    }

    private static void requireSchema(int known, int schema) {
        if (schema != known) {
            throw new InvalidRequest("its schema is " + schema + ", and only " + known + " is known");
        }
    }
}
