package farebox.training;

import farebox.training.neural.family.NeuralFamilies;
import farebox.training.tabular.TabularFamily;
import farebox.training.tabular.boosting.GradientBoostingFamily;
import farebox.training.tabular.ensemble.EnsembleFamily;
import farebox.training.tabular.linear.LinearFamily;
import farebox.training.tabular.linear.LogisticFamily;
import farebox.training.tabular.linear.RidgeFamily;
import farebox.training.tabular.svm.SvmFamily;
import farebox.training.tabular.tree.DecisionTreeFamily;
import farebox.training.tabular.tree.RandomForestFamily;
import java.util.ArrayList;
import java.util.List;

/** The families that this worker has. */
public final class TabularFamilies {
    private TabularFamilies() {}

    /** The simpler ones first. */
    public static List<TabularFamily> all() {
        List<TabularFamily> families = new ArrayList<>(List.of(
                new LinearFamily(),
                new RidgeFamily(),
                new LogisticFamily(),
                new SvmFamily(),
                new EnsembleFamily(),
                new RandomForestFamily(),
                new GradientBoostingFamily(),
                new DecisionTreeFamily()));
        families.addAll(NeuralFamilies.all());
        return List.copyOf(families);
    }
}
