package farebox.training.export;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.training.data.Column;
import farebox.training.data.Table;
import farebox.training.features.ColumnSelection;
import farebox.training.features.FeaturePlan;
import farebox.training.features.FeaturePlanner;
import farebox.training.features.Target;
import farebox.training.features.TargetReader;
import farebox.training.spec.TrainingSpec;
import farebox.training.tabular.Examples;
import farebox.training.tabular.ParameterValues;
import farebox.training.tabular.Preparation;
import farebox.training.tabular.TabularFamily;
import farebox.training.tabular.TrainingContext;
import farebox.training.tabular.boosting.GradientBoostingFamily;
import farebox.training.tabular.ensemble.EnsembleFamily;
import farebox.training.tabular.linear.LinearFamily;
import farebox.training.tabular.linear.LogisticFamily;
import farebox.training.tabular.linear.RidgeFamily;
import farebox.training.tabular.svm.SvmFamily;
import farebox.training.tabular.tree.DecisionTreeFamily;
import farebox.training.tabular.tree.RandomForestFamily;
import farebox.training.testdata.Datasets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every family learns from real data, and its graph gives in ONNX Runtime what it gives in training. */
final class FamiliesTest {
    static Stream<Arguments> cases() {
        return Stream.of(
                Arguments.of(new LogisticFamily(), "iris", 0.93),
                Arguments.of(new LogisticFamily(), "digits", 0.95),
                Arguments.of(new LogisticFamily(), "breast-cancer", 0.95),
                Arguments.of(new DecisionTreeFamily(), "iris", 0.9),
                Arguments.of(new DecisionTreeFamily(), "breast-cancer", 0.88),
                Arguments.of(new DecisionTreeFamily(), "diabetes", 72),
                Arguments.of(new RandomForestFamily(), "digits", 0.95),
                Arguments.of(new RandomForestFamily(), "wine", 0.93),
                Arguments.of(new RandomForestFamily(), "diabetes", 60),
                Arguments.of(new GradientBoostingFamily(), "digits", 0.94),
                Arguments.of(new GradientBoostingFamily(), "breast-cancer", 0.93),
                Arguments.of(new GradientBoostingFamily(), "diabetes", 63),
                Arguments.of(new SvmFamily(), "digits", 0.97),
                Arguments.of(new SvmFamily(), "breast-cancer", 0.95),
                Arguments.of(new SvmFamily(), "diabetes", 60),
                Arguments.of(new EnsembleFamily(), "diabetes", 58),
                Arguments.of(new LinearFamily(), "diabetes", 58),
                Arguments.of(new RidgeFamily(), "diabetes", 58));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void family_learnsAndItsGraphAgrees(TabularFamily family, String dataset, double bound) {
        Table table = Datasets.table(dataset);
        Split split = Split.of(table, Datasets.spec(dataset));
        FittedModel model = split.train(family);

        double[][] predictions = model.predict(split.test);
        if (split.target.labels().isEmpty()) {
            assertThat(rmse(predictions, split.testTargets())).isLessThan(bound);
        } else {
            assertThat(accuracy(predictions, split.testTargets())).isGreaterThan(bound);
        }
        try (ServedGraph served = ServedGraph.open(model.toGraph(dataset), 1)) {
            Parity parity = Parity.measure(model, served, table);
            assertThat(parity.holds()).as("%s", parity).isTrue();
        }
    }

    @Test
    void graph_givesTheLabelOfTheLargestProbability() {
        Table table = Datasets.table("iris");
        FittedModel model = Split.of(table, Datasets.spec("iris")).train(new LogisticFamily());

        try (ServedGraph served = ServedGraph.open(model.toGraph("iris"), 1)) {
            List<String> labels = served.labels(table);
            assertThat(labels).hasSize(150).contains("setosa", "versicolor", "virginica");
            assertThat(labels.subList(0, 10)).containsOnly("setosa");
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void graph_takesMissingAndUnknownValuesAsTheTrainerDoes(TabularFamily family) {
        int rows = 1_200;
        float[] size = new float[rows];
        int[] colour = new int[rows];
        int[] answer = new int[rows];
        for (int row = 0; row < rows; row++) {
            size[row] = row % 7 == 0 ? Float.NaN : row % 10;
            colour[row] = row % 4 - 1;
            answer[row] = row % 10 > 4 || row % 4 == 2 ? 1 : 0;
        }
        Table table = new Table(
                "made.csv",
                List.of(
                        new Column.Numbers("size", size),
                        new Column.Categories("colour", colour, List.of("red", "green", "blue")),
                        new Column.Categories("answer", answer, List.of("no", "yes"))),
                IntStream.range(0, rows).asLongStream().toArray());
        TrainingSpec spec = Datasets.spec("iris");
        Target target = new TargetReader("answer", spec.task()).read(table);
        FeaturePlan plan = new FeaturePlanner(
                        ColumnSelection.of(table, "answer", Map.of()).names(), spec.features())
                .plan(table, family.preparation());
        FittedModel model = new FittedModel(
                plan,
                family.train(
                        new Examples(plan.transform(table), target.values(), target.task()),
                        ParameterValues.of(family, Map.of()),
                        TrainingContext.of(1)),
                target.labels());
        Table unknown = new Table(
                "made.csv",
                List.of(
                        new Column.Numbers("size", size),
                        new Column.Categories("colour", colour, List.of("red", "violet", "blue"))),
                table.lines());

        try (ServedGraph served = ServedGraph.open(model.toGraph("made"), 1)) {
            assertThat(Parity.measure(model, served, unknown).holds()).isTrue();
            assertThat(accuracy(model.predict(table), target.values())).isGreaterThan(0.7);
        }
    }

    static Stream<TabularFamily> families() {
        return Stream.of(
                new LogisticFamily(),
                new DecisionTreeFamily(),
                new RandomForestFamily(),
                new GradientBoostingFamily(),
                new SvmFamily());
    }

    @ParameterizedTest
    @MethodSource("families")
    void family_sameSeed_givesTheSameModel(TabularFamily family) {
        Table table = Datasets.table("wine");
        Split split = Split.of(table, Datasets.spec("wine"));

        assertThat(split.train(family).toGraph("wine").toBytes())
                .isEqualTo(split.train(family).toGraph("wine").toBytes());
    }

    private static double accuracy(double[][] predictions, double[] targets) {
        return IntStream.range(0, targets.length)
                        .filter(row -> best(predictions[row]) == (int) targets[row])
                        .count()
                / (double) targets.length;
    }

    private static int best(double[] probabilities) {
        return IntStream.range(0, probabilities.length)
                .reduce((a, b) -> probabilities[a] >= probabilities[b] ? a : b)
                .orElseThrow();
    }

    private static double rmse(double[][] predictions, double[] targets) {
        return Math.sqrt(IntStream.range(0, targets.length)
                .mapToDouble(row -> Math.pow(predictions[row][0] - targets[row], 2))
                .average()
                .orElseThrow());
    }

    /** Every fifth row is held out. */
    private record Split(Table train, Table test, Target target, ColumnSelection columns, TrainingSpec spec) {
        static Split of(Table table, TrainingSpec spec) {
            int[] inside =
                    IntStream.range(0, table.rows()).filter(row -> row % 5 != 0).toArray();
            int[] outside =
                    IntStream.range(0, table.rows()).filter(row -> row % 5 == 0).toArray();
            Target target = new TargetReader(spec.target(), spec.task()).read(table);
            return new Split(
                    table.select(inside),
                    table.select(outside),
                    target,
                    ColumnSelection.of(table, spec.target(), spec.columns()),
                    spec);
        }

        FittedModel train(TabularFamily family) {
            Preparation preparation = family.preparation();
            FeaturePlan plan = new FeaturePlanner(columns.names(), spec.features()).plan(train, preparation);
            Target known = new TargetReader(spec.target(), spec.task()).read(train, target);
            Examples examples = new Examples(plan.transform(train), known.values(), known.task());
            return new FittedModel(
                    plan,
                    family.train(examples, ParameterValues.of(family, Map.of()), TrainingContext.of(7)),
                    known.labels());
        }

        double[] testTargets() {
            return new TargetReader(spec.target(), spec.task())
                    .read(test, target)
                    .values();
        }
    }
}
