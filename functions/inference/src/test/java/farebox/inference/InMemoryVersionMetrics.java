package farebox.inference;

import farebox.kernel.ModelVersion;
import farebox.models.ModelRef;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Counters in maps. */
public final class InMemoryVersionMetrics implements VersionMetrics {
    private final InstantSource clock;
    private final Map<String, NavigableMap<Instant, VersionCounts>> minutes = new TreeMap<>();

    public InMemoryVersionMetrics(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void add(ModelRef model, ModelVersion version, VersionCounts counts) {
        minutes.computeIfAbsent(key(model, version), _ -> new TreeMap<>())
                .merge(minute(clock.instant()), counts, VersionCounts::plus);
    }

    @Override
    public synchronized VersionCounts since(ModelRef model, ModelVersion version, Instant from) {
        return minutes.getOrDefault(key(model, version), new TreeMap<>()).tailMap(minute(from), true).values().stream()
                .reduce(VersionCounts.NONE, VersionCounts::plus);
    }

    private static String key(ModelRef model, ModelVersion version) {
        return model + "@" + version;
    }

    private static Instant minute(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MINUTES);
    }
}
