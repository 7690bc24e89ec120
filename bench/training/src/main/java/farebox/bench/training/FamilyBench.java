package farebox.bench.training;

import farebox.training.TabularFamilies;
import farebox.training.data.DataLimits;
import farebox.training.data.Table;
import farebox.training.data.TableReader;
import farebox.training.evaluation.Metric;
import farebox.training.evaluation.Scored;
import farebox.training.features.ColumnSelection;
import farebox.training.features.FeaturePlanner;
import farebox.training.features.Target;
import farebox.training.features.TargetReader;
import farebox.training.search.Candidate;
import farebox.training.search.Candidates;
import farebox.training.search.Folds;
import farebox.training.search.LearningTable;
import farebox.training.spec.SpecReader;
import farebox.training.spec.TrainingSpec;
import farebox.training.tabular.TrainingContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Trains single families on one thread and prints, for each, the seconds of a 10-fold cross-validation and its mean
 * metric; {@code python_ratio.py} sets them beside scikit-learn's and XGBoost's. The second of two rounds is timed.
 */
public final class FamilyBench {
    private static final int FOLDS = 10;
    private static final List<String> DATA = List.of("iris", "breast-cancer", "digits");
    private static final List<String> FAMILIES =
            List.of("logistic", "svm", "decision_tree", "random_forest", "gradient_boosting");

    private FamilyBench() {}

    /** @param arguments the repository */
    public static void main(String[] arguments) {
        Path examples = Path.of(arguments[0], "training-step-functions", "examples");
        for (String name : DATA) {
            LearningTable data = read(examples.resolve(name));
            TrainingSpec spec = new SpecReader().read(examples.resolve(name).resolve("training.json"));
            for (String family : FAMILIES) {
                Candidate candidate = new Candidates(TabularFamilies.all())
                        .of(spec.withFamily(family), data.target().task())
                        .getFirst();
                crossValidate(data, candidate);
                long start = System.nanoTime();
                double metric = crossValidate(data, candidate);
                System.out.printf(
                        Locale.ROOT, "%s %s %.4f %.4f%n", name, family, (System.nanoTime() - start) / 1e9, metric);
            }
        }
    }

    private static LearningTable read(Path folder) {
        TrainingSpec spec = new SpecReader().read(folder.resolve("training.json"));
        Table table = new TableReader(DataLimits.ofHeap(Runtime.getRuntime().maxMemory()))
                .read(folder.resolve(spec.data().train()), spec.data().format(), spec.columns());
        Target target = new TargetReader(spec.target(), spec.task()).read(table);
        ColumnSelection columns = ColumnSelection.of(table, spec.target(), spec.columns());
        return new LearningTable(table, target, new FeaturePlanner(columns.names(), spec.features()));
    }

    private static double crossValidate(LearningTable data, Candidate candidate) {
        return Folds.of(data.target(), FOLDS, TrainingContext.random(0)).stream()
                .mapToDouble(split -> score(data, candidate, split))
                .average()
                .orElseThrow();
    }

    private static double score(LearningTable data, Candidate candidate, Folds.Split split) {
        LearningTable held = data.select(split.test());
        double[][] predictions =
                data.select(split.train()).fit(candidate, TrainingContext.of(1)).predict(held.table());
        return Metric.of(held.target().task())
                .getFirst()
                .measure(new Scored(
                        predictions, held.target().values(), held.target().task()));
    }
}
