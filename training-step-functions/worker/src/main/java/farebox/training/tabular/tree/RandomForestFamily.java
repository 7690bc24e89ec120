package farebox.training.tabular.tree;

import farebox.training.tabular.Examples;
import farebox.training.tabular.Parameter;
import farebox.training.tabular.ParameterValues;
import farebox.training.tabular.Preparation;
import farebox.training.tabular.TabularFamily;
import farebox.training.tabular.TabularModel;
import farebox.training.tabular.Task;
import farebox.training.tabular.TrainingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Trees grown on rows drawn with replacement, each split on a few columns drawn at random (Breiman, Random Forests,
 * 2001).
 */
public final class RandomForestFamily implements TabularFamily {
    private static final String TREES = "trees";
    private static final String MAX_DEPTH = "max_depth";
    private static final String MIN_LEAF_ROWS = "min_leaf_rows";

    @Override
    public String name() {
        return "random_forest";
    }

    @Override
    public boolean supports(Task task) {
        return true;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.count(TREES, 100, 1, 5_000),
                Parameter.count(MAX_DEPTH, 16, 1, 50),
                Parameter.count(MIN_LEAF_ROWS, 1, 1, 1_000_000));
    }

    @Override
    public Preparation preparation() {
        return Preparation.RAW;
    }

    @Override
    public List<Suggestion> suggestions(Task task) {
        return List.of(
                new Suggestion(Preparation.RAW, Map.of()), new Suggestion(Preparation.RAW, Map.of(MIN_LEAF_ROWS, 5.0)));
    }

    @Override
    public TabularModel train(Examples examples, ParameterValues parameters, TrainingContext context) {
        GrowthLimits limits = new GrowthLimits(
                parameters.count(MAX_DEPTH), parameters.count(MIN_LEAF_ROWS), columnsPerSplit(examples));
        List<Tree> trees = new ArrayList<>();
        do {
            int[] rows = draw(examples.size(), context.random());
            trees.add(new TreeGrower(examples, limits, context.random(), context.stop()).grow(rows));
        } while (trees.size() < parameters.count(TREES) && !context.stop().stopRequested());
        return new Forest(trees, BaseRates.of(examples));
    }

    private static int columnsPerSplit(Examples examples) {
        int columns = examples.rows().columns();
        return switch (examples.task()) {
            case Task.Classification classification -> Math.max(1, (int) Math.round(Math.sqrt(columns)));
            case Task.Regression regression -> Math.max(1, columns / 3);
        };
    }

    private static int[] draw(int rows, RandomGenerator random) {
        int[] drawn = new int[rows];
        for (int i = 0; i < rows; i++) {
            drawn[i] = random.nextInt(rows);
        }
        return drawn;
    }
}
