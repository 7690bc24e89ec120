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
import farebox.training.progress.Progress;
import farebox.training.progress.StopSignal;
import farebox.training.search.Candidate;
import farebox.training.search.Candidates;
import farebox.training.search.Folds;
import farebox.training.search.Leaderboard;
import farebox.training.search.LearningTable;
import farebox.training.search.Search;
import farebox.training.spec.SpecReader;
import farebox.training.spec.TrainingSpec;
import farebox.training.tabular.TrainingContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Prints one line per data set: what {@code "auto"} chose on all rows, and the mean of its metric over a repeated
 * cross-validation. The choice has seen the rows it is measured on, as the anchors' authors had.
 */
public final class TrainingBench {
    private final Path examples;
    private final ExecutorService threads;

    private TrainingBench(Path examples, ExecutorService threads) {
        this.examples = examples;
        this.threads = threads;
    }

    /** @param arguments the repository, then names of data sets; all five without names */
    public static void main(String[] arguments) throws Exception {
        Path examples = Path.of(arguments[0], "training-step-functions", "examples");
        List<String> wanted = List.of(arguments).subList(1, arguments.length);
        Stopwatch whole = Stopwatch.start();
        int processors = Runtime.getRuntime().availableProcessors();
        System.out.printf(
                Locale.ROOT,
                "%-14s %-9s %8s %8s %-28s %7s %7s  %s%n",
                "data",
                "metric",
                "auto",
                "target",
                "scikit-learn",
                "seconds",
                "cpu",
                "chosen");
        try (ExecutorService threads = Executors.newFixedThreadPool(processors)) {
            TrainingBench bench = new TrainingBench(examples, threads);
            for (Protocol protocol : Protocol.all()) {
                if (wanted.isEmpty() || wanted.contains(protocol.dataset())) {
                    bench.measure(protocol);
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%.1f s in all on %d processors, of which the process computed %.1f s%n",
                whole.seconds(),
                processors,
                whole.cpuSeconds());
    }

    private void measure(Protocol protocol) throws Exception {
        Stopwatch stopwatch = Stopwatch.start();
        Path folder = examples.resolve(protocol.dataset());
        TrainingSpec spec = new SpecReader().read(folder.resolve("training.json"));
        LearningTable data = read(spec, folder);
        Metric metric = Metric.of(data.target().task()).getFirst();
        Leaderboard board = new Search(threads, Progress.NONE, StopSignal.NEVER)
                .run(
                        data,
                        new Candidates(TabularFamilies.all())
                                .of(spec, data.target().task()),
                        new Search.Protocol(metric, spec.split().folds(), spec.seed()));
        Candidate winner = board.winner().candidate();
        double mean = crossValidate(data, winner.forFinalFit(), metric, protocol);
        System.out.printf(
                Locale.ROOT,
                "%-14s %-9s %8.4f %8.3f %-28s %7.1f %7.1f  %s%n",
                protocol.dataset(),
                metric.word(),
                mean,
                protocol.target(),
                protocol.anchor(),
                stopwatch.seconds(),
                stopwatch.cpuSeconds(),
                winner.label());
    }

    private static LearningTable read(TrainingSpec spec, Path folder) {
        Table table = new TableReader(DataLimits.ofHeap(Runtime.getRuntime().maxMemory()))
                .read(folder.resolve(spec.data().train()), spec.data().format(), spec.columns());
        Target target = new TargetReader(spec.target(), spec.task()).read(table);
        ColumnSelection columns = ColumnSelection.of(table, spec.target(), spec.columns());
        return new LearningTable(table, target, new FeaturePlanner(columns.names(), spec.features()));
    }

    private double crossValidate(LearningTable data, Candidate candidate, Metric metric, Protocol protocol)
            throws Exception {
        List<Future<Double>> folds = new ArrayList<>();
        for (int repeat = 0; repeat < protocol.repeats(); repeat++) {
            for (Folds.Split split : Folds.of(data.target(), protocol.folds(), TrainingContext.random(repeat))) {
                folds.add(threads.submit(() -> score(data, candidate, metric, split)));
            }
        }
        double sum = 0;
        for (Future<Double> fold : folds) {
            sum += fold.get();
        }
        return sum / folds.size();
    }

    private static double score(LearningTable data, Candidate candidate, Metric metric, Folds.Split split) {
        LearningTable held = data.select(split.test());
        double[][] predictions =
                data.select(split.train()).fit(candidate, TrainingContext.of(1)).predict(held.table());
        return metric.measure(
                new Scored(predictions, held.target().values(), held.target().task()));
    }
}
