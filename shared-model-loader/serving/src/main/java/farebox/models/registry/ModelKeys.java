package farebox.models.registry;

import farebox.kernel.AliasName;
import farebox.kernel.ModelVersion;
import farebox.kernel.NotFound;
import farebox.kernel.TenantId;
import farebox.models.ModelFile;
import farebox.models.ModelRef;
import java.util.Optional;

/**
 * The one place where names become storage keys: {@code models/{tenant}/{model}/{version}/...} and
 * {@code models/{tenant}/{model}/aliases/{alias}.json}. The names cannot hold a dot or a slash; their types see to it.
 */
public final class ModelKeys {
    static final String ALIASES = "aliases";

    private static final String SUFFIX = ".json";

    private ModelKeys() {}

    /**
     * The digest is part of the key: two who publish the same version at once, each with a graph that was converted
     * anew and may differ in its bytes, write different objects, and the manifest that comes first finds its own.
     */
    public static ObjectKey file(ModelRef model, ModelVersion version, ModelFile file) {
        return new ObjectKey(versionFolder(model, version) + file.sha256() + "-"
                + file.role().fileName());
    }

    static ObjectKey manifest(ModelRef model, ModelVersion version) {
        return new ObjectKey(versionFolder(model, version) + "manifest.json");
    }

    static ObjectKey alias(ModelRef model, AliasName alias) {
        return new ObjectKey(modelFolder(model) + ALIASES + "/" + alias + SUFFIX);
    }

    static ObjectKey modelsOf(TenantId owner) {
        return new ObjectKey("models/" + owner + "/");
    }

    static ObjectKey versionsOf(ModelRef model) {
        return new ObjectKey(modelFolder(model));
    }

    static ObjectKey aliasFolder(ModelRef model) {
        return new ObjectKey(modelFolder(model) + ALIASES + "/");
    }

    /** The name of the alias that an object of that folder points for; empty if it is none. */
    static Optional<AliasName> aliasOf(ObjectKey key) {
        String name = key.value().substring(key.value().lastIndexOf('/') + 1);
        return name.endsWith(SUFFIX)
                ? Optional.of(new AliasName(name.substring(0, name.length() - SUFFIX.length())))
                : Optional.empty();
    }

    /** Ends in a slash. */
    static ObjectKey versionsObjects(ModelRef model, ModelVersion version) {
        return new ObjectKey(versionFolder(model, version));
    }

    private static String modelFolder(ModelRef model) {
        return modelsOf(model.owner()).value() + model.name() + "/";
    }

    /** @throws NotFound for the one name that the pointers have taken */
    private static String versionFolder(ModelRef model, ModelVersion version) {
        if (version.value().equals(ALIASES)) {
            throw new NotFound("no model has a version named " + ALIASES);
        }
        return modelFolder(model) + version + "/";
    }
}
