package farebox.training.search;

import farebox.training.evaluation.Metric;
import farebox.training.evaluation.Scored;
import farebox.training.export.FittedModel;
import farebox.training.progress.Progress;
import farebox.training.progress.StopSignal;
import farebox.training.tabular.TrainingContext;
import java.util.List;
import java.util.OptionalDouble;

/** Trains on one part of the rows and measures on the other. Features are learned from the first part alone. */
final class CrossValidation {
    private final LearningTable data;
    private final List<Folds.Split> splits;
    private final Metric metric;
    private final long seed;

    CrossValidation(LearningTable data, List<Folds.Split> splits, Metric metric, long seed) {
        this.data = data;
        this.splits = List.copyOf(splits);
        this.metric = metric;
        this.seed = seed;
    }

    /** The metric of one fold; empty if the time ended before the training did. */
    OptionalDouble score(Candidate candidate, int fold, StopSignal stop) {
        if (stop.stopRequested()) {
            return OptionalDouble.empty();
        }
        Folds.Split split = splits.get(fold);
        TrainingContext context = new TrainingContext(TrainingContext.random(seed + fold), Progress.NONE, stop);
        FittedModel model = data.select(split.train()).fit(candidate, context);
        LearningTable held = data.select(split.test());
        double value = metric.measure(new Scored(
                model.predict(held.table()),
                held.target().values(),
                held.target().task()));
        return stop.stopRequested() ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
