package farebox.inference;

import farebox.models.ModelRef;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Models that were looked for a moment ago and not there, so that not every call to a public model asks again. */
final class NegativeLookupCache {
    static final Duration CACHE_TTL = Duration.ofSeconds(10);

    /** Callers may make up names; the oldest are forgotten beyond this many. */
    private static final int MAX_COUNT = 10_000;

    private final InstantSource clock;
    private final Map<ModelRef, Instant> seen = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ModelRef, Instant> eldest) {
            return size() > MAX_COUNT;
        }
    };

    NegativeLookupCache(InstantSource clock) {
        this.clock = clock;
    }

    synchronized boolean contains(ModelRef model) {
        Instant at = seen.getOrDefault(model, Instant.MIN);
        return at.isAfter(clock.instant().minus(CACHE_TTL));
    }

    synchronized void add(ModelRef model) {
        seen.remove(model);
        seen.put(model, clock.instant());
    }
}
