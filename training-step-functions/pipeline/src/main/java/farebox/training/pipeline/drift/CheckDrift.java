package farebox.training.pipeline.drift;

import static java.util.stream.Collectors.groupingBy;

import farebox.kernel.ModelVersion;
import farebox.models.ModelRef;
import farebox.monitoring.CallRecord;
import farebox.monitoring.ModelDistributions;
import farebox.monitoring.RecordKey;
import farebox.monitoring.drift.DriftTest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares the newest calls of every model that was called lately with its training, once an hour. Only the version
 * that serves whoever names none counts, and only if it was published with a baseline.
 */
public final class CheckDrift {
    /** A shift of half a standard deviation is found in so many rows. */
    private static final int ROWS = 1_000;

    private static final int CHECKS_PER_DAY = 24;
    private static final double FALSE_ALARMS_PER_DAY = 0.01;
    private static final Duration HOUR = Duration.ofHours(1);

    private final CallRecordStore records;
    private final ServedModels models;
    private final DriftEvents events;
    private final InstantSource clock;
    private final DriftTest test = new DriftTest(FALSE_ALARMS_PER_DAY, CHECKS_PER_DAY);

    public CheckDrift(CallRecordStore records, ServedModels models, DriftEvents events, InstantSource clock) {
        this.records = records;
        this.models = models;
        this.events = events;
        this.clock = clock;
    }

    private record Served(ModelRef model, ModelVersion version) {
        private static Served of(RecordKey key) {
            return new Served(new ModelRef(key.owner(), key.model()), key.version());
        }
    }

    /** Every model that could be compared; those that have drifted are on the bus as well. */
    public List<ModelDrift> run() {
        Instant now = clock.instant();
        List<RecordKey> lately = new ArrayList<>(records.list(RecordKey.hour(now)));
        lately.addAll(records.list(RecordKey.hour(now.minus(HOUR))));
        Map<Served, List<RecordKey>> byModel = lately.stream().collect(groupingBy(Served::of));
        List<ModelDrift> compared = byModel.entrySet().stream()
                .flatMap(served -> compare(served.getKey(), served.getValue(), now).stream())
                .toList();
        compared.stream().filter(drift -> drift.report().drifted()).forEach(events::detected);
        return compared;
    }

    private Optional<ModelDrift> compare(Served served, List<RecordKey> lately, Instant now) {
        if (!models.champion(served.model()).equals(Optional.of(served.version()))) {
            return Optional.empty();
        }
        return models.baseline(served.model(), served.version())
                .map(baseline -> new ModelDrift(
                        served.model(), served.version(), now, test.compare(baseline, newest(served, lately, now))));
    }

    /** The newest records that together hold enough rows, or those of a day. */
    private ModelDistributions newest(Served served, List<RecordKey> lately, Instant now) {
        CallRecord newest = new CallRecord();
        merge(lately, newest);
        for (int hour = 2; hour < CHECKS_PER_DAY && newest.distributions().rows() < ROWS; hour++) {
            String folder =
                    RecordKey.hour(now.minus(HOUR.multipliedBy(hour))) + served.model() + "/" + served.version();
            merge(records.list(folder + "/"), newest);
        }
        return newest.distributions();
    }

    private void merge(List<RecordKey> keys, CallRecord into) {
        List<RecordKey> newestFirst = keys.stream()
                .sorted(Comparator.comparing(RecordKey::end).reversed())
                .toList();
        for (RecordKey key : newestFirst) {
            if (into.distributions().rows() >= ROWS) {
                return;
            }
            records.read(key).ifPresent(into::merge);
        }
    }
}
