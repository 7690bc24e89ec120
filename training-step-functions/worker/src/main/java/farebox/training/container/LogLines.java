package farebox.training.container;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import farebox.training.progress.Progress;
import farebox.training.progress.ProgressEvent;
import farebox.training.progress.ProgressEvent.EpochFinished;
import farebox.training.progress.ProgressEvent.MetricMeasured;
import farebox.training.progress.ProgressEvent.NoteAdded;
import farebox.training.progress.ProgressEvent.PhaseStarted;
import farebox.training.progress.ProgressEvent.SchemaRead;
import farebox.training.progress.ProgressEvent.TrialFinished;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Progress as one JSON object per line, and each metric once more as {@code metric accuracy=0.9667;}, which a regular
 * expression of a SageMaker metric definition finds.
 */
final class LogLines implements Progress {
    private static final JsonMapper JSON = new JsonMapper();

    private final PrintStream out;
    private final InstantSource clock;
    private final Instant start;
    private final Duration budget;

    /** @param budget the time that the training may take, from which the percentage follows */
    LogLines(PrintStream out, InstantSource clock, Duration budget) {
        this.out = out;
        this.clock = clock;
        this.start = clock.instant();
        this.budget = budget;
    }

    @Override
    public synchronized void report(ProgressEvent event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("event", name(event));
        fields.putAll(fields(event));
        fields.put("seconds", elapsed().toMillis() / 1000.0);
        out.println(json(fields));
        if (event instanceof MetricMeasured(String metric, double value)) {
            out.println("metric %s=%s;".formatted(metric, value));
        }
        out.flush();
    }

    private static String name(ProgressEvent event) {
        return switch (event) {
            case PhaseStarted phase -> "phase_started";
            case SchemaRead schema -> "schema_read";
            case EpochFinished epoch -> "epoch_finished";
            case TrialFinished trial -> "trial_finished";
            case NoteAdded note -> "note_added";
            case MetricMeasured metric -> "metric_measured";
        };
    }

    private Map<String, Object> fields(ProgressEvent event) {
        return switch (event) {
            case PhaseStarted(String phase) -> ordered("phase", phase);
            case SchemaRead schema -> SchemaFields.of(schema);
            case EpochFinished(int epoch, int epochs, double loss, String metric, double score) ->
                ordered(
                        "epoch",
                        epoch,
                        "epochs",
                        epochs,
                        "loss",
                        loss,
                        "metric",
                        metric,
                        "score",
                        score,
                        "percent",
                        percent(epoch, epochs),
                        "seconds_left",
                        secondsLeft(epoch, epochs));
            case TrialFinished(int trial, int trials, String candidate, String metric, double score) ->
                ordered(
                        "trial",
                        trial,
                        "trials",
                        trials,
                        "candidate",
                        candidate,
                        "metric",
                        metric,
                        "score",
                        score,
                        "percent",
                        percent(trial, trials));
            case NoteAdded(String field, String note) -> ordered("field", field, "note", note);
            case MetricMeasured(String metric, double value) -> ordered("metric", metric, "value", value);
        };
    }

    private static int percent(int done, int all) {
        return (int) Math.round(100.0 * done / all);
    }

    /** What the epochs that are left take at the speed so far, but not more than the budget has left. */
    private double secondsLeft(int done, int all) {
        double perEpoch = elapsed().toMillis() / 1000.0 / done;
        double budgetLeft = budget.minus(elapsed()).toMillis() / 1000.0;
        return Math.max(0, Math.min(perEpoch * (all - done), budgetLeft));
    }

    private Duration elapsed() {
        return Duration.between(start, clock.instant());
    }

    private static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put((String) pairs[i], pairs[i + 1]);
        }
        return fields;
    }

    private static String json(Map<String, Object> fields) {
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a log line cannot be written as JSON", e);
        }
    }
}
