package farebox.models.registry;

import farebox.kernel.InvalidRequest;
import farebox.kernel.ModelName;
import farebox.kernel.ModelVersion;
import farebox.kernel.TenantId;
import farebox.models.Manifest;
import farebox.models.ModelFile;
import farebox.models.ModelRef;
import farebox.models.ModelSpec;
import farebox.models.Provenance;
import farebox.models.tensor.GraphSchema;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/** What is stored beside a model's files. What another schema says is refused: a later form gets a later number. */
final class RegistryJson {
    private static final int MANIFEST_SCHEMA = 2;
    private static final int POINTER_SCHEMA = 1;

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

    static byte[] write(ModelVersion pointedTo) {
        return StrictJson.write(new PointerDocument(POINTER_SCHEMA, pointedTo));
    }

    /** @throws InvalidRequest if the text is not a pointer of this schema */
    static ModelVersion pointer(byte[] text) {
        PointerDocument document = StrictJson.read(text, PointerDocument.class);
        requireSchema(POINTER_SCHEMA, document.schema());
        return document.version();
    }

    private static void requireSchema(int known, int schema) {
        if (schema != known) {
            throw new InvalidRequest("its schema is " + schema + ", and only " + known + " is known");
        }
    }
}
