package farebox.training.evaluation;

import farebox.training.tabular.Task;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Numbers that say how good predictions are. Those of single classes are averaged over the classes that occur. */
public enum Metric {
    ACCURACY(true, true, ClassMetrics::accuracy),
    BALANCED_ACCURACY(true, true, ClassMetrics::recall),
    PRECISION(true, true, ClassMetrics::precision),
    RECALL(true, true, ClassMetrics::recall),
    F1(true, true, ClassMetrics::f1),
    AUC(true, true, RankCurves::auc),
    LOG_LOSS(true, false, ClassMetrics::logLoss),
    RMSE(false, false, NumberMetrics::rmse),
    MAE(false, false, NumberMetrics::mae),
    R2(false, true, NumberMetrics::r2);

    private final boolean ofClasses;
    private final boolean higherIsBetter;

    @SuppressWarnings("ImmutableEnumChecker") // A method reference without state.
    private final ToDoubleFunction<Scored> measure;

    Metric(boolean ofClasses, boolean higherIsBetter, ToDoubleFunction<Scored> measure) {
        this.ofClasses = ofClasses;
        this.higherIsBetter = higherIsBetter;
        this.measure = measure;
    }

    /** The metric of a word in a spec, where the schema allows no other. */
    public static Metric of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** All metrics of a task; the first chooses unless a spec says otherwise. */
    public static List<Metric> of(Task task) {
        return switch (task) {
            case Task.Classification classification -> where(true);
            case Task.Regression regression -> where(false);
        };
    }

    /** All metrics of the task that was scored, by word. */
    public static Map<String, Double> measureAll(Scored scored) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        of(scored.task()).forEach(metric -> metrics.put(metric.word(), metric.measure(scored)));
        return metrics;
    }

    private static List<Metric> where(boolean ofClasses) {
        return Arrays.stream(values())
                .filter(metric -> metric.ofClasses == ofClasses)
                .toList();
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean higherIsBetter() {
        return higherIsBetter;
    }

    public double measure(Scored scored) {
        return measure.applyAsDouble(scored);
    }

    /** The value with the sign that makes larger better. */
    public double goodness(double value) {
        return higherIsBetter ? value : -value;
    }
}
