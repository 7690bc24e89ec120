package farebox.inference.monitoring;

import farebox.kernel.ModelVersion;
import farebox.models.ModelRef;
import farebox.monitoring.CallRecord;
import farebox.monitoring.EmbeddedMetrics;
import farebox.monitoring.NumberDistribution;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs each record in CloudWatch's embedded metric format, from which CloudWatch makes metrics: {@code Requests},
 * {@code Errors} and {@code Latency}.
 *
 * @param detail what metrics are kept apart by
 */
public record MetricsLog(Detail detail) implements CallRecords {
    private static final Map<String, String> UNITS =
            Map.of("Requests", "Count", "Errors", "Count", "Latency", "Milliseconds");
    private static final Logger log = LoggerFactory.getLogger(MetricsLog.class);

    /** The most values that the format takes of one metric. */
    private static final int MAX_VALUES = 100;

    /** How many metrics there are, each of which costs: three in all, or three for each model or version. */
    public enum Detail {
        ALL,
        MODEL,
        VERSION
    }

    @Override
    public void write(ModelRef model, ModelVersion version, Instant end, CallRecord calls) {
        log.atInfo()
                .addKeyValue("Model", model)
                .addKeyValue("Version", version)
                .addKeyValue("Requests", calls.requests())
                .addKeyValue("Errors", calls.errors())
                .addKeyValue("Latency", latency(calls.milliseconds()))
                .addKeyValue(EmbeddedMetrics.FIELD, EmbeddedMetrics.of(end, dimensions(), UNITS))
                .log("model_called");
    }

    private List<String> dimensions() {
        return switch (detail) {
            case ALL -> List.of();
            case MODEL -> List.of("Model");
            case VERSION -> List.of("Model", "Version");
        };
    }

    /** Every time where there are few, else the middles of a hundred equal shares of them. */
    private static List<Double> latency(NumberDistribution milliseconds) {
        long values = Math.min(MAX_VALUES, milliseconds.count());
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < values; i++) {
            times.add(milliseconds.quantile((i + 0.5) / values));
        }
        return times;
    }
}
