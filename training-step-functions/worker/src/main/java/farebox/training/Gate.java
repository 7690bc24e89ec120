package farebox.training;

import farebox.training.evaluation.Metric;
import farebox.training.export.Parity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Bounds that a model's metrics must keep, by name: a minimum, or a maximum of what is better when it is lower.
 *
 * @param bounds as the spec has them
 */
public record Gate(Map<String, Double> bounds) {
    /** What a language model's characters cost, the one metric that no table has. */
    private static final String BITS = "bits_per_character";

    /**
     * Why a model must not be published; empty if it may.
     *
     * @param metrics of the graph that is served
     * @param difference the largest between the graph as it was exported and the trained model
     */
    public List<String> reasonsAgainst(Map<String, Double> metrics, double difference) {
        List<String> reasons = reasonsAgainst(metrics);
        if (!(difference <= Parity.TOLERANCE)) {
            reasons.add("the exported graph differs from the trained model by %s, more than %s"
                    .formatted(difference, Parity.TOLERANCE));
        }
        return reasons;
    }

    private List<String> reasonsAgainst(Map<String, Double> metrics) {
        List<String> reasons = new ArrayList<>();
        bounds.forEach((name, bound) -> {
            double sign = name.equals(BITS) || !Metric.of(name).higherIsBetter() ? -1 : 1;
            double value = metrics.getOrDefault(name, Double.NaN);
            if (!(sign * value >= sign * bound)) {
                reasons.add("%s is %.4f, %s the %s of %s that gate.%s asks for"
                        .formatted(
                                name,
                                value,
                                sign > 0 ? "below" : "above",
                                sign > 0 ? "minimum" : "maximum",
                                bound,
                                name));
            }
        });
        return reasons;
    }
}
