package farebox.models.cache;

import farebox.kernel.AliasName;
import farebox.kernel.ModelVersion;
import farebox.models.ModelRef;
import farebox.models.registry.Alias;
import farebox.models.registry.ModelRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Alias pointers as they were at most a second ago, so that a flip shows everywhere within one. */
final class CachedAliases {
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final ModelRegistry modelRegistry;
    private final InstantSource clock;
    private final ConcurrentMap<Key, Seen> seen = new ConcurrentHashMap<>();

    CachedAliases(ModelRegistry modelRegistry, InstantSource clock) {
        this.modelRegistry = modelRegistry;
        this.clock = clock;
    }

    Optional<ModelVersion> version(ModelRef model, AliasName alias) {
        Key key = new Key(model, alias);
        Seen known = seen.get(key);
        Instant now = clock.instant();
        if (known != null && now.isBefore(known.at().plus(FRESH)) && !now.isBefore(known.at())) {
            return Optional.of(known.alias().version());
        }
        Optional<Alias> current =
                known == null ? modelRegistry.alias(model, alias) : modelRegistry.refresh(model, alias, known.alias());
        // Only pointers that exist are kept: names that callers make up must not fill the memory.
        current.ifPresentOrElse(found -> seen.put(key, new Seen(found, now)), () -> seen.remove(key));
        return current.map(Alias::version);
    }

    private record Key(ModelRef model, AliasName alias) {}

    private record Seen(Alias alias, Instant at) {}
}
