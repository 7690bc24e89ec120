package farebox.inference;

import farebox.kernel.ModelVersion;
import farebox.kernel.Unavailable;
import farebox.models.ModelRef;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * Counts requests by version and passes the sums on, at most once a second and off the calls. The first request after a
 * pause is passed on at once, so that an environment that is frozen between requests keeps little back.
 */
public final class VersionRecorder {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final VersionMetrics metrics;
    private final InstantSource clock;
    private final Executor background;
    private final Map<Version, VersionCounts> pending = new HashMap<>();
    private Instant next = Instant.MIN;

    public VersionRecorder(VersionMetrics metrics, InstantSource clock) {
        this(metrics, clock, task -> Thread.ofVirtual().start(task));
    }

    VersionRecorder(VersionMetrics metrics, InstantSource clock, Executor background) {
        this.metrics = metrics;
        this.clock = clock;
        this.background = background;
    }

    private record Version(ModelRef model, ModelVersion version) {}

    void record(ModelRef model, ModelVersion version, VersionCounts counts) {
        if (added(new Version(model, version), counts)) {
            background.execute(this::flush);
        }
    }

    /** Whether the sums are to be passed on now. */
    private synchronized boolean added(Version version, VersionCounts counts) {
        pending.merge(version, counts, VersionCounts::plus);
        Instant now = clock.instant();
        boolean due = !now.isBefore(next);
        if (due) {
            next = now.plus(INTERVAL);
        }
        return due;
    }

    private void flush() {
        taken().forEach((version, counts) -> {
            try {
                metrics.add(version.model(), version.version(), counts);
            } catch (Unavailable e) {
                putBack(version, counts);
            }
        });
    }

    private synchronized Map<Version, VersionCounts> taken() {
        Map<Version, VersionCounts> all = Map.copyOf(pending);
        pending.clear();
        return all;
    }

    private synchronized void putBack(Version version, VersionCounts counts) {
        pending.merge(version, counts, VersionCounts::plus);
    }
}
