package farebox.models.cache;

import farebox.kernel.ModelVersion;
import farebox.models.Manifest;
import farebox.models.ModelRef;
import farebox.models.registry.ModelRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The manifests used last; they never change. */
final class CachedManifests {
    private static final int MAX_COUNT = 1_000;

    private final ModelRegistry modelRegistry;
    private final Map<Key, Manifest> recent = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Manifest> eldest) {
            return size() > MAX_COUNT;
        }
    };

    CachedManifests(ModelRegistry modelRegistry) {
        this.modelRegistry = modelRegistry;
    }

    Optional<Manifest> find(ModelRef model, ModelVersion version) {
        Key key = new Key(model, version);
        synchronized (recent) {
            Manifest known = recent.get(key);
            if (known != null) {
                return Optional.of(known);
            }
        }
        Optional<Manifest> found = modelRegistry.manifest(model, version);
        synchronized (recent) {
            found.ifPresent(manifest -> recent.put(key, manifest));
        }
        return found;
    }

    private record Key(ModelRef model, ModelVersion version) {}
}
