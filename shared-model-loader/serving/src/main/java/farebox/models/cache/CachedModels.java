package farebox.models.cache;

import farebox.kernel.AliasName;
import farebox.kernel.Deadline;
import farebox.kernel.ExpiringCache;
import farebox.kernel.InvalidRequest;
import farebox.kernel.ModelVersion;
import farebox.kernel.NotFound;
import farebox.kernel.TenantId;
import farebox.models.Canary;
import farebox.models.Lease;
import farebox.models.Manifest;
import farebox.models.Model;
import farebox.models.ModelCard;
import farebox.models.ModelRef;
import farebox.models.Models;
import farebox.models.Selector;
import farebox.models.cache.ModelLoader.LoadedModel;
import farebox.models.registry.Alias;
import farebox.models.registry.ModelRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** The models of a registry, kept on disk and in memory. */
public final class CachedModels implements Models {
    /** A moved alias is followed everywhere within this time. */
    private static final Duration ALIAS_TTL = Duration.ofSeconds(1);

    /** Aliases and manifests are small; only those that exist are kept, since callers may make up names. */
    private static final int MAX_REMEMBERED = 1_000;

    private final ModelRegistry modelRegistry;
    // The keys are strings: with the first compiler a record takes several times as long to hash and to compare.
    private final ExpiringCache<String, Alias> aliases;
    private final ExpiringCache<String, Manifest> manifests;
    private final ModelLoader loader;
    private final LeasedCache<String, LoadedModel> open;
    private final InstantSource clock;

    private CachedModels(
            ModelRegistry modelRegistry,
            ModelLoader loader,
            LeasedCache<String, LoadedModel> open,
            InstantSource clock,
            Executor background) {
        this.modelRegistry = modelRegistry;
        this.aliases = new ExpiringCache<>(ALIAS_TTL, MAX_REMEMBERED, clock, background);
        this.manifests = new ExpiringCache<>(ExpiringCache.FOREVER, MAX_REMEMBERED, clock);
        this.loader = loader;
        this.open = open;
        this.clock = clock;
    }

    /** @param folder this process's own; what an earlier one left there is verified and used */
    public static CachedModels over(
            ModelRegistry registry, ModelOpener opener, Path folder, CacheLimits cacheLimits, InstantSource clock) {
        return over(registry, opener, folder, cacheLimits, clock, CachedModels::inBackground);
    }

    static CachedModels over(
            ModelRegistry registry,
            ModelOpener opener,
            Path folder,
            CacheLimits cacheLimits,
            InstantSource clock,
            Executor background) {
        CacheDirectory cacheDirectory = new CacheDirectory(folder);
        FileCache files = new FileCache(
                cacheDirectory, cacheLimits.disk(), new ObjectDownloader(registry.store(), Disk.real()), clock);
        ModelLoader loader = new ModelLoader(files, cacheDirectory, opener);
        return new CachedModels(
                registry,
                loader,
                new LeasedCache<>(cacheLimits.memory(), loader::unload, background, clock),
                clock,
                background);
    }

    @Override
    public <M extends Model> Lease<M> open(ModelRef model, Selector selector, Class<M> kind, Deadline deadline) {
        Manifest manifest = manifest(model, selector)
                .orElseThrow(() -> new NotFound("there is no model " + model + " in that version"));
        String key = key(model, manifest.version());
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
    public Optional<Canary> canary(ModelRef model) {
        return aliases.find(key(model, AliasName.CHAMPION))
                .flatMap(Alias::canary)
                .filter(canary -> canary.isLive(clock.instant()));
    }

    @Override
    public List<ModelCard> list(TenantId owner) {
        return modelRegistry.models(owner).stream()
                .map(name -> new ModelRef(owner, name))
                .map(model -> ModelRegistry.readable(model, () -> find(model, Selector.champion())))
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public List<ModelVersion> versions(ModelRef model) {
        return modelRegistry.versions(model).stream().map(Manifest::version).toList();
    }

    private Optional<Manifest> manifest(ModelRef model, Selector selector) {
        Optional<ModelVersion> version = switch (selector) {
            case Selector.ByAlias byAlias -> alias(model, byAlias.alias()).map(Alias::version);
            case Selector.ForCaller(AliasName alias, String caller) ->
                alias(model, alias).map(found -> found.versionFor(model, caller, clock.instant()));
            case Selector.ByVersion byVersion -> Optional.of(byVersion.version());
        };
        return version.flatMap(found -> manifests.get(key(model, found), () -> modelRegistry.manifest(model, found)));
    }

    private Optional<Alias> alias(ModelRef model, AliasName alias) {
        return aliases.get(key(model, alias), () -> modelRegistry.alias(model, alias));
    }

    /** On a thread of its own, so that a caller whose time is up can leave; not a virtual one, it is busy all along. */
    private static void inBackground(Runnable task) {
        Thread.ofPlatform().daemon().name("models").start(task);
    }

    private static String key(ModelRef model, ModelVersion version) {
        return model + "/" + version;
    }

    private static String key(ModelRef model, AliasName alias) {
        return model + "/" + alias;
    }

    private record ModelLease<M extends Model>(Lease<LoadedModel> lease, M value) implements Lease<M> {
        @Override
        public void close() {
            lease.close();
        }
    }
}
