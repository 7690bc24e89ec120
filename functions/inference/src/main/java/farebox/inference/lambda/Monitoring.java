package farebox.inference.lambda;

import farebox.inference.RunObserver;
import farebox.inference.monitoring.CallMonitor;
import farebox.inference.monitoring.CallRecords;
import farebox.inference.monitoring.MetricsLog;
import farebox.inference.s3.S3CallRecords;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Where records of calls go, by the environment: into RESULTS_BUCKET, and into the log as metrics unless MODEL_METRICS
 * is {@code none}.
 */
final class Monitoring {
    private static final String RESULTS_BUCKET = "RESULTS_BUCKET";
    private static final String MODEL_METRICS = "MODEL_METRICS";
    private static final String NONE = "none";

    private final List<CallRecords> records;
    private final CallMonitor monitor;

    private Monitoring(List<CallRecords> records, InstantSource clock) {
        this.records = List.copyOf(records);
        this.monitor = new CallMonitor(
                (model, version, end, calls) -> this.records.forEach(each -> each.write(model, version, end, calls)),
                task -> Thread.ofVirtual().name("monitoring").start(task),
                clock);
    }

    /** @throws IllegalArgumentException if MODEL_METRICS is none of its values */
    static Monitoring from(Map<String, String> environment, InstantSource clock) {
        List<CallRecords> records = new ArrayList<>();
        String bucket = environment.getOrDefault(RESULTS_BUCKET, "");
        if (!bucket.isBlank()) {
            records.add(S3CallRecords.connect(bucket, () -> UUID.randomUUID().toString()));
        }
        String metrics = environment.getOrDefault(MODEL_METRICS, NONE);
        if (!metrics.equals(NONE)) {
            records.add(new MetricsLog(detail(metrics)));
        }
        return new Monitoring(records, clock);
    }

    RunObserver observer() {
        return records.isEmpty() ? RunObserver.NONE : monitor;
    }

    /** Nobody called for what the function does by itself. */
    void forgetOwnCalls() {
        monitor.clear();
    }

    private static MetricsLog.Detail detail(String written) {
        return Arrays.stream(MetricsLog.Detail.values())
                .filter(detail -> detail.name().toLowerCase(Locale.ROOT).equals(written))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        MODEL_METRICS + " is none, all, model or version, not '" + written + "'"));
    }
}
