package farebox.monitoring;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What makes metrics of the fields of a log line: CloudWatch's embedded metric format (docs.aws.amazon.com,
 * "Specification: Embedded metric format").
 */
public final class EmbeddedMetrics {
    /** The field of a log line that takes this. */
    public static final String FIELD = "_aws";

    private static final String NAMESPACE = "Farebox";

    private EmbeddedMetrics() {}

    /**
     * @param dimensions names of fields, whose every combination of values is a metric of its own and is paid as one
     * @param units of the fields that are metrics, by name
     */
    public static Map<String, Object> of(Instant at, List<String> dimensions, Map<String, String> units) {
        List<Map<String, String>> metrics = new TreeMap<>(units)
                .entrySet().stream()
                        .map(metric -> Map.of("Name", metric.getKey(), "Unit", metric.getValue()))
                        .toList();
        Map<String, Object> directive =
                Map.of("Namespace", NAMESPACE, "Dimensions", List.of(dimensions), "Metrics", metrics);
        return Map.of("Timestamp", at.toEpochMilli(), "CloudWatchMetrics", List.of(directive));
    }
}
