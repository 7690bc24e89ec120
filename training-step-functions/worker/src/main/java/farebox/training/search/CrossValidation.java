package farebox.training.search;

import farebox.training.evaluation.Metric;
import farebox.training.evaluation.Scored;
import farebox.training.export.FittedModel;
import farebox.training.progress.Progress;
import farebox.training.progress.StopSignal;
import farebox.training.tabular.TrainingContext;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Trains on one part of the rows and measures on the other. Features are learned from the first part alone. What was
 * measured is kept.
 */
final class CrossValidation {
    private final LearningTable data;
    private final List<Folds.Split> splits;
    private final Metric metric;
    private final long seed;
    private final Map<Trial, Double> measured = new ConcurrentHashMap<>();

    private record Trial(Candidate candidate, int fold) {}

    CrossValidation(LearningTable data, List<Folds.Split> splits, Metric metric, long seed) {
        this.data = data;
        this.splits = List.copyOf(splits);
        this.metric = metric;
        this.seed = seed;
    }

    /** The metric of one fold; empty if the time ended before the training did. */
    OptionalDouble score(Candidate candidate, int fold, StopSignal stop) {
        Trial trial = new Trial(candidate, fold);
        if (!measured.containsKey(trial) && !stop.stopRequested()) {
            double value = measure(candidate, fold, stop);
            // A training that the end of the time cut short says nothing.
            if (!stop.stopRequested()) {
                measured.put(trial, value);
            }
        }
        Double known = measured.get(trial);
        return known == null ? OptionalDouble.empty() : OptionalDouble.of(known);
    }

    private double measure(Candidate candidate, int fold, StopSignal stop) {
        Folds.Split split = splits.get(fold);
        TrainingContext context = new TrainingContext(TrainingContext.random(seed + fold), Progress.NONE, stop);
        FittedModel model = data.select(split.train()).fit(candidate, context);
        LearningTable held = data.select(split.test());
        return metric.measure(new Scored(
                model.predict(held.table()),
                held.target().values(),
                held.target().task()));
    }
}
