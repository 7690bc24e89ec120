package farebox.models.registry;

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
    private static final int POINTER_SCHEMA = 1;
    private static final int CANARY_SCHEMA = 2;

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

    /** {@code aliases/{alias}.json} */
    private record PointerDocument(int schema, ModelVersion version) {}

    /** The same while a canary lasts. */
    private record CanaryDocument(
            int schema, ModelVersion version, ModelVersion candidate, int percent, Instant until) {}

    /** Where an alias points. */
    record Pointer(ModelVersion version, Optional<Canary> canary) {}

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
        return StrictJson.write(pointer.canary()
                .<Object>map(canary -> new CanaryDocument(
                        CANARY_SCHEMA, pointer.version(), canary.candidate(), canary.percent(), canary.until()))
                .orElseGet(() -> new PointerDocument(POINTER_SCHEMA, pointer.version())));
    }

    /** @throws InvalidRequest if the text is not a pointer of a schema that is known */
    static Pointer pointer(byte[] text) {
        return StrictJson.hasProperty(text, "candidate") ? canary(text) : plain(text);
    }

    private static Pointer plain(byte[] text) {
        PointerDocument document = StrictJson.read(text, PointerDocument.class);
        requireSchema(POINTER_SCHEMA, document.schema());
        return new Pointer(document.version(), Optional.empty());
    }

    private static Pointer canary(byte[] text) {
        CanaryDocument document = StrictJson.read(text, CanaryDocument.class);
        requireSchema(CANARY_SCHEMA, document.schema());
        return new Pointer(
                document.version(),
                Optional.of(new Canary(document.candidate(), document.percent(), document.until())));
    }

    private static void requireSchema(int known, int schema) {
        if (schema != known) {
            throw new InvalidRequest("its schema is " + schema + ", and only " + known + " is known");
        }
    }
}
