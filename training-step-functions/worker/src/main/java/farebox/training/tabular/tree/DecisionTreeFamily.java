package farebox.training.tabular.tree;

import farebox.training.tabular.Examples;
import farebox.training.tabular.Parameter;
import farebox.training.tabular.ParameterValues;
import farebox.training.tabular.Preparation;
import farebox.training.tabular.TabularFamily;
import farebox.training.tabular.TabularModel;
import farebox.training.tabular.Task;
import farebox.training.tabular.TrainingContext;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One decision tree. */
public final class DecisionTreeFamily implements TabularFamily {
    private static final String MAX_DEPTH = "max_depth";
    private static final String MIN_LEAF_ROWS = "min_leaf_rows";

    @Override
    public String name() {
        return "decision_tree";
    }

    @Override
    public boolean supports(Task task) {
        return true;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.count(MAX_DEPTH, 5, 1, 50), Parameter.count(MIN_LEAF_ROWS, 5, 1, 1_000_000));
    }

    @Override
    public Preparation preparation() {
        return Preparation.RAW;
    }

    @Override
    public List<Suggestion> suggestions(Task task) {
        return Stream.of(3.0, 6.0)
                .map(depth -> new Suggestion(Preparation.RAW, Map.of(MAX_DEPTH, depth)))
                .toList();
    }

    @Override
    public TabularModel train(Examples examples, ParameterValues parameters, TrainingContext context) {
        GrowthLimits limits = new GrowthLimits(
                parameters.count(MAX_DEPTH),
                parameters.count(MIN_LEAF_ROWS),
                examples.rows().columns());
        int[] rows = IntStream.range(0, examples.size()).toArray();
        Tree tree = new TreeGrower(examples, limits, context.random(), context.stop()).grow(rows);
        return new Forest(List.of(tree), BaseRates.of(examples));
    }
}
