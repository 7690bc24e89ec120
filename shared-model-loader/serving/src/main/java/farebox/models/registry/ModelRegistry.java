package farebox.models.registry;

import farebox.kernel.AliasName;
import farebox.kernel.ByteCount;
import farebox.kernel.Conflict;
import farebox.kernel.DataCorrupted;
import farebox.kernel.InvalidRequest;
import farebox.kernel.ModelName;
import farebox.kernel.ModelVersion;
import farebox.kernel.NotFound;
import farebox.kernel.TenantId;
import farebox.models.Canary;
import farebox.models.Manifest;
import farebox.models.ModelFile;
import farebox.models.ModelRef;
import farebox.models.registry.RegistryJson.Pointer;
import farebox.models.signature.ManifestSignatures;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models that exist. A version is immutable and exists once its manifest does, which is written last; an alias is a
 * pointer that moves by one conditional write.
 */
public final class ModelRegistry {
    private static final Logger log = LoggerFactory.getLogger(ModelRegistry.class);
    private static final ByteCount MAX_DOCUMENT = new ByteCount(StrictJson.maxCharacters());
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);

    private final ObjectStore store;
    private final ManifestSignatures signatures;

    public ModelRegistry(ObjectStore store, ManifestSignatures signatures) {
        this.store = store;
        this.signatures = signatures;
    }

    /** Where the files of versions are. */
    public ObjectStore store() {
        return store;
    }

    /** @throws DataCorrupted if what is stored is no manifest of this version, or its signature is not good */
    public Optional<Manifest> manifest(ModelRef model, ModelVersion version) {
        return switch (store.read(ModelKeys.manifest(model, version), MAX_DOCUMENT)) {
            case ReadResult.Found found -> Optional.of(manifest(model, version, found.content()));
            case ReadResult.Missing _ -> Optional.empty();
        };
    }

    /** @throws DataCorrupted if what is stored is no pointer */
    public Optional<Alias> alias(ModelRef model, AliasName name) {
        return pointer(model, name, store.read(ModelKeys.alias(model, name), MAX_DOCUMENT));
    }

    /** Every model of an owner that has a version or an alias, by name. */
    public List<ModelName> models(TenantId owner) {
        return store.folders(ModelKeys.modelsOf(owner)).stream()
                .map(ModelName::new)
                .sorted()
                .toList();
    }

    /** The names of versions, whole or not, in no order; empty if there is no such model. */
    public List<ModelVersion> versionNames(ModelRef model) {
        return store.folders(ModelKeys.versionsOf(model)).stream()
                .filter(folder -> !folder.equals(ModelKeys.ALIASES))
                .map(ModelVersion::new)
                .toList();
    }

    /** Every whole version whose manifest can be read, oldest first; empty if there is no such model. */
    public List<Manifest> versions(ModelRef model) {
        return versionNames(model).stream()
                .map(version -> readable(model, () -> manifest(model, version)))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(Manifest::created).thenComparing(Manifest::version))
                .toList();
    }

    /**
     * Stores a version: its files, then its manifest. A file that is there already has the same digest in its key, so
     * it is the same file, left by a try that was interrupted.
     *
     * @param folder holds the files under the names of their roles
     * @return false if another publication of the version was there before; then that one stays as it is
     */
    public boolean add(Manifest manifest, Path folder) {
        ModelRef model = manifest.ref();
        for (ModelFile file : manifest.files()) {
            ObjectKey key = ModelKeys.file(model, manifest.version(), file);
            if (!store.create(key, folder.resolve(file.role().fileName()))) {
                requireSize(key, file);
            }
        }
        // Our own write, sent twice because its acknowledgement was lost, looks like another's.
        byte[] signed = SignedDocument.write(RegistryJson.write(manifest), signatures);
        return store.create(ModelKeys.manifest(model, manifest.version()), signed)
                || manifest(model, manifest.version()).equals(Optional.of(manifest));
    }

    /**
     * Points an alias to a version that exists.
     *
     * @param seen where it pointed when the decision was made; empty if there was none
     * @throws NotFound if there is no such version
     * @throws Conflict if it points elsewhere by now
     */
    public void point(ModelRef model, AliasName name, ModelVersion version, Optional<Alias> seen) {
        write(model, name, new Pointer(version, Optional.empty(), history(seen)), seen);
    }

    /**
     * Starts a canary beside the version that an alias points to; {@link #point} ends it.
     *
     * @throws NotFound if there is no such version
     * @throws Conflict if the alias is another by now
     */
    public void startCanary(ModelRef model, AliasName name, Canary canary, Alias seen) {
        requireVersion(model, canary.candidate());
        write(
                model,
                name,
                new Pointer(seen.version(), Optional.of(canary), history(Optional.of(seen))),
                Optional.of(seen));
    }

    /**
     * Deletes a version that no alias points to or starts a canary of: its manifest first, so that it is never there in
     * part.
     *
     * @throws InvalidRequest if an alias needs it
     */
    public void delete(ModelRef model, ModelVersion version) {
        for (AliasName name : aliases(model)) {
            boolean needed = alias(model, name)
                    .filter(alias -> alias.version().equals(version)
                            || alias.canary().map(Canary::candidate).equals(Optional.of(version)))
                    .isPresent();
            if (needed) {
                throw new InvalidRequest("the alias " + name + " of " + model + " needs version " + version
                        + "; move it to another version first");
            }
        }
        remove(model, version);
    }

    /** Deletes a model with all of its versions: its aliases first, so that none points to what is gone. */
    public void delete(ModelRef model) {
        aliases(model).forEach(name -> store.delete(ModelKeys.alias(model, name)));
        versionNames(model).forEach(version -> remove(model, version));
    }

    private void remove(ModelRef model, ModelVersion version) {
        store.delete(ModelKeys.manifest(model, version));
        store.keys(ModelKeys.versionsObjects(model, version)).forEach(store::delete);
    }

    /** The aliases that a model has. */
    public List<AliasName> aliases(ModelRef model) {
        return store.keys(ModelKeys.aliasFolder(model)).stream()
                .flatMap(key -> ModelKeys.aliasOf(key).stream())
                .toList();
    }

    /** What is seen becomes history by the write that replaces it, so that no move is lost between two writes. */
    private static List<AliasMove> history(Optional<Alias> seen) {
        return seen.stream().flatMap(Alias::moves).limit(Alias.MAX_HISTORY).toList();
    }

    private void requireVersion(ModelRef model, ModelVersion version) {
        if (manifest(model, version).isEmpty()) {
            throw new NotFound("the model " + model + " has no version " + version);
        }
    }

    private void write(ModelRef model, AliasName name, Pointer pointer, Optional<Alias> seen) {
        requireVersion(model, pointer.version());
        ObjectKey key = ModelKeys.alias(model, name);
        byte[] content = RegistryJson.write(pointer);
        boolean moved =
                seen.map(alias -> store.replace(key, alias.tag(), content)).orElseGet(() -> store.create(key, content));
        // Our own write, sent twice because its acknowledgement was lost, looks like another's; what counts is where
        // the alias points.
        if (!moved && alias(model, name).filter(pointer::pointsAs).isEmpty()) {
            throw new Conflict(
                    "the alias " + name + " of " + model + " was moved by another request; read it again",
                    DEFAULT_RETRY);
        }
    }

    /**
     * What is read of a model for a list: empty where it cannot be read. An unreadable version, such as one of an
     * earlier build, must not hide the others.
     */
    public static <T> Optional<T> readable(ModelRef model, Supplier<Optional<T>> read) {
        try {
            return read.get();
        } catch (DataCorrupted e) {
            log.atWarn()
                    .addKeyValue("model", model)
                    .addKeyValue("cause", e.detail())
                    .log("manifest_unreadable");
            return Optional.empty();
        }
    }

    private void requireSize(ObjectKey key, ModelFile file) {
        boolean whole = store.head(key)
                .filter(stored -> stored.size().equals(file.size()))
                .isPresent();
        if (!whole) {
            throw new DataCorrupted("what is stored as " + key + " is not the file of that version; remove it");
        }
    }

    private static Optional<Alias> pointer(ModelRef model, AliasName name, ReadResult readResult) {
        if (!(readResult instanceof ReadResult.Found found)) {
            return Optional.empty();
        }
        Pointer pointer = asStored("the alias " + name + " of " + model, () -> RegistryJson.pointer(found.content()));
        return Optional.of(new Alias(
                new AliasMove(found.modified(), pointer.version(), pointer.canary()), pointer.history(), found.tag()));
    }

    /** Nothing of it is read before its signature is verified. */
    private Manifest manifest(ModelRef model, ModelVersion version, byte[] content) {
        String what = "the manifest of version " + version + " of " + model;
        SignedDocument document = SignedDocument.read(content)
                .orElseThrow(() -> new DataCorrupted(what + " has no signature; publish the model again"));
        if (!signatures.verifies(document.signed(), document.signature())) {
            throw new DataCorrupted(what + " is not as it was signed; publish the model again");
        }
        Manifest manifest = asStored(what, () -> RegistryJson.manifest(document.signed()));
        if (!manifest.ref().equals(model) || !manifest.version().equals(version)) {
            throw new DataCorrupted(what + " is that of another version");
        }
        return manifest;
    }

    /** A rule that is broken in what is stored is the store's fault and not the caller's. */
    private static <T> T asStored(String what, Supplier<T> parse) {
        try {
            return parse.get();
        } catch (InvalidRequest e) {
            throw new DataCorrupted(
                    what + " cannot be read: " + e.detail() + "; publish the model again, or restore what was stored",
                    e);
        }
    }
}
