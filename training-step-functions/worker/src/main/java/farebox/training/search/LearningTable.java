package farebox.training.search;

import farebox.training.data.Table;
import farebox.training.export.FittedModel;
import farebox.training.features.FeaturePlan;
import farebox.training.features.FeaturePlanner;
import farebox.training.features.Target;
import farebox.training.tabular.Examples;
import farebox.training.tabular.TrainingContext;

/** A table, what is to be predicted from it, and how its columns become features. */
public record LearningTable(Table table, Target target, FeaturePlanner planner) {
    public int rows() {
        return table.rows();
    }

    /** The rows of these indexes. */
    public LearningTable select(int[] rows) {
        return new LearningTable(table.select(rows), target.select(rows), planner);
    }

    /** Learns features and model from all rows. */
    public FittedModel fit(Candidate candidate, TrainingContext context) {
        FeaturePlan plan = planner.plan(table, candidate.preparation());
        Examples examples = new Examples(plan.transform(table), target.values(), target.task());
        return new FittedModel(
                plan, candidate.family().train(examples, candidate.parameters(), context), target.labels());
    }
}
