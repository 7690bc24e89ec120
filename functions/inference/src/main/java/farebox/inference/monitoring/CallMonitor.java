package farebox.inference.monitoring;

import farebox.inference.ModelCall;
import farebox.inference.ModelRuns;
import farebox.inference.Predict;
import farebox.inference.Predictions;
import farebox.inference.RunObserver;
import farebox.kernel.ModelVersion;
import farebox.models.ModelRef;
import farebox.monitoring.CallRecord;
import farebox.monitoring.ModelDistributions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * Adds the calls of this process up by version of a model, and hands each record on with the first call that finds it a
 * minute old or full. An environment that is never called again keeps what it has: a thread of its own would not run
 * between calls either.
 */
public final class CallMonitor implements RunObserver {
    private static final Duration MAX_AGE = Duration.ofMinutes(1);
    private static final int MAX_CALLS = 200;
    private static final int MAX_MODELS = 100;

    /** Of one call; more of them are sampled evenly, so that a call with many takes little longer. */
    private static final int MAX_ROWS = 200;

    private final CallRecords records;
    private final Executor background;
    private final InstantSource clock;
    private final LinkedHashMap<Key, Current> current = new LinkedHashMap<>(16, 0.75f, true);

    /** @param background runs what a caller must not wait for */
    public CallMonitor(CallRecords records, Executor background, InstantSource clock) {
        this.records = records;
        this.background = background;
        this.clock = clock;
    }

    private record Key(ModelRef model, ModelVersion version) {}

    private record Current(Instant began, CallRecord calls) {}

    @Override
    public synchronized void succeeded(ModelCall call, Duration time, ModelRuns.Done<?> done) {
        record(call).succeeded(time);
        handOn(key(call));
    }

    @Override
    public synchronized void failed(ModelCall call) {
        record(call).failed();
        handOn(key(call));
    }

    @Override
    public synchronized void predicted(ModelCall call, Inputs inputs, List<Predictions.Prediction> predictions) {
        ModelDistributions seen = record(call).distributions();
        int step = Math.max(1, Math.ceilDiv(predictions.size(), MAX_ROWS));
        for (int row = 0; row < predictions.size(); row += step) {
            inputs.addTo(seen, row);
            add(predictions.get(row), seen);
        }
    }

    /** Forgets calls that no caller made. */
    public synchronized void clear() {
        current.clear();
    }

    private static void add(Predictions.Prediction prediction, ModelDistributions seen) {
        switch (prediction) {
            case Predictions.OfValue(double value) -> seen.addValue(value);
            case Predictions.OfClass(String label, double[] probabilities) ->
                seen.addLabel(label, probabilities[Predict.largest(probabilities)]);
        }
    }

    private CallRecord record(ModelCall call) {
        CallRecord calls = current.computeIfAbsent(key(call), _ -> new Current(clock.instant(), new CallRecord()))
                .calls();
        if (current.size() > MAX_MODELS) {
            write(current.pollFirstEntry());
        }
        return calls;
    }

    private void handOn(Key key) {
        Current record = current.get(key);
        if (record != null
                && (record.calls().requests() >= MAX_CALLS
                        || !clock.instant().isBefore(record.began().plus(MAX_AGE)))) {
            current.remove(key);
            write(Map.entry(key, record));
        }
    }

    private void write(Map.Entry<Key, Current> done) {
        Instant end = clock.instant();
        background.execute(() -> records.write(
                done.getKey().model(),
                done.getKey().version(),
                end,
                done.getValue().calls()));
    }

    private static Key key(ModelCall call) {
        return new Key(call.card().ref(), call.card().version());
    }
}
