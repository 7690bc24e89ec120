package farebox.models.cache;

import farebox.kernel.Deadline;
import farebox.kernel.InvalidRequest;
import farebox.kernel.ModelVersion;
import farebox.kernel.NotFound;
import farebox.kernel.TenantId;
import farebox.models.Lease;
import farebox.models.Manifest;
import farebox.models.Model;
import farebox.models.ModelCard;
import farebox.models.ModelRef;
import farebox.models.Models;
import farebox.models.Selector;
import farebox.models.registry.ModelRegistry;
import farebox.models.registry.ObjectStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** The models of a registry, kept on disk and in memory. */
public final class CachedModels implements Models {
    private final ModelRegistry modelRegistry;
    private final CachedAliases aliases;
    private final CachedManifests manifests;
    private final ModelLoader loader;
    private final LeasedCache<Key, LoadedModel> open;

    private CachedModels(
            ModelRegistry modelRegistry, ModelLoader loader, LeasedCache<Key, LoadedModel> open, InstantSource clock) {
        this.modelRegistry = modelRegistry;
        this.aliases = new CachedAliases(modelRegistry, clock);
        this.manifests = new CachedManifests(modelRegistry);
        this.loader = loader;
        this.open = open;
    }

    /** @param folder this process's own; what an earlier one left there is verified and used */
    public static CachedModels over(
            ObjectStore store, ModelOpener opener, Path folder, CacheLimits cacheLimits, InstantSource clock) {
        return over(store, opener, folder, cacheLimits, clock, CachedModels::inBackground);
    }

    static CachedModels over(
            ObjectStore store,
            ModelOpener opener,
            Path folder,
            CacheLimits cacheLimits,
            InstantSource clock,
            Executor loading) {
        CacheDirectory cacheDirectory = new CacheDirectory(folder);
        FileCache files =
                new FileCache(cacheDirectory, cacheLimits.disk(), new ObjectDownloader(store, Disk.real()), clock);
        ModelLoader loader = new ModelLoader(files, cacheDirectory, opener);
        return new CachedModels(
                new ModelRegistry(store),
                loader,
                new LeasedCache<>(cacheLimits.memory(), loader::unload, loading, clock),
                clock);
    }

    @Override
    public <M extends Model> Lease<M> open(ModelRef model, Selector selector, Class<M> kind, Deadline deadline) {
        Manifest manifest = manifest(model, selector)
                .orElseThrow(() -> new NotFound("there is no model " + model + " in that version"));
        Key key = new Key(model, manifest.version());
        Lease<LoadedModel> lease =
                open.lease(key, CacheLimits.inMemory(manifest.size()), () -> loader.load(manifest), deadline);
        if (!kind.isInstance(lease.value().model())) {
            lease.close();
            throw new InvalidRequest("the model " + model.name() + " is for "
                    + manifest.spec().task().wireName() + ", which this request does not fit");
        }
        return new ModelLease<>(lease, kind.cast(lease.value().model()));
    }

    @Override
    public Optional<ModelCard> find(ModelRef model, Selector selector) {
        return manifest(model, selector).map(Manifest::card);
    }

    @Override
    public List<ModelCard> list(TenantId owner) {
        return modelRegistry.models(owner).stream()
                .map(name -> find(new ModelRef(owner, name), Selector.champion()))
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public List<ModelVersion> versions(ModelRef model) {
        return modelRegistry.versions(model).stream().map(Manifest::version).toList();
    }

    private Optional<Manifest> manifest(ModelRef model, Selector selector) {
        Optional<ModelVersion> version = switch (selector) {
            case Selector.ByAlias byAlias -> aliases.version(model, byAlias.alias());
            case Selector.ByVersion byVersion -> Optional.of(byVersion.version());
        };
        return version.flatMap(found -> manifests.find(model, found));
    }

    /** On a thread of its own, so that a caller whose time is up can leave; not a virtual one, it is busy all along. */
    private static void inBackground(Runnable load) {
        Thread.ofPlatform().daemon().name("model-load").start(load);
    }

    private record Key(ModelRef model, ModelVersion version) {}

    private record ModelLease<M extends Model>(Lease<LoadedModel> lease, M value) implements Lease<M> {
        @Override
        public void close() {
            lease.close();
        }
    }
}
