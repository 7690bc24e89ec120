package farebox.training.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.InvalidRequest;
import farebox.training.data.Table;
import farebox.training.evaluation.Metric;
import farebox.training.features.ColumnSelection;
import farebox.training.features.FeaturePlanner;
import farebox.training.features.TargetReader;
import farebox.training.progress.Progress;
import farebox.training.progress.ProgressEvent;
import farebox.training.progress.StopSignal;
import farebox.training.search.Leaderboard.Entry;
import farebox.training.spec.TrainingSpec;
import farebox.training.tabular.Examples;
import farebox.training.tabular.Parameter;
import farebox.training.tabular.ParameterValues;
import farebox.training.tabular.Preparation;
import farebox.training.tabular.TabularFamily;
import farebox.training.tabular.TabularModel;
import farebox.training.tabular.Task;
import farebox.training.tabular.TrainingContext;
import farebox.training.tabular.linear.LogisticFamily;
import farebox.training.tabular.tree.DecisionTreeFamily;
import farebox.training.testdata.Datasets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SearchTest {
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final List<ProgressEvent> events = new ArrayList<>();

    private final List<Candidate> candidates = List.of(
            candidate(new DecisionTreeFamily(), Map.of("max_depth", 1.0)),
            candidate(new LogisticFamily(), Map.of()),
            candidate(new LogisticFamily(), Map.of("penalty", 1e6)),
            candidate(new DecisionTreeFamily(), Map.of("max_depth", 2.0)));

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void run_choosesTheCandidateThatPredictsBest() {
        Leaderboard board = search(StopSignal.NEVER).run(wine(), candidates, protocol(1));

        assertThat(board.winner().candidate()).isEqualTo(candidates.get(1));
        assertThat(board.complete()).isTrue();
        assertThat(board.entries()).hasSize(4);
        assertThat(board.entries().getFirst().folds()).hasSize(5);
        assertThat(board.entries().getLast().folds()).hasSize(2);
        assertThat(events).hasSize(4 + 2 + 1);
    }

    @Test
    void run_trainsNoFoldTwice() {
        AtomicInteger trainings = new AtomicInteger();
        Candidate counted = candidate(new CountedFamily(new LogisticFamily(), trainings), Map.of());

        Leaderboard board = search(StopSignal.NEVER).run(wine(), List.of(candidates.get(0), counted), protocol(1));

        assertThat(board.winner().candidate()).isEqualTo(counted);
        assertThat(board.winner().folds()).hasSize(5);
        assertThat(trainings).hasValue(5);
    }

    @Test
    void run_sameSeed_givesTheSameLeaderboard() {
        assertThat(search(StopSignal.NEVER).run(wine(), candidates, protocol(3)).entries())
                .isEqualTo(search(StopSignal.NEVER)
                        .run(wine(), candidates, protocol(3))
                        .entries());
    }

    @Test
    void run_timeEndsBeforeAnyCandidate_isRefused() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> search(() -> true).run(wine(), candidates, protocol(1)))
                .withMessageContaining("budget.seconds");
    }

    @Test
    void winner_simplerCandidateWithinOneStandardError_isPreferred() {
        Leaderboard board = new Leaderboard(
                Metric.ACCURACY,
                List.of(
                        new Entry(candidates.get(1), 1, 1, List.of(0.94, 1.0, 0.97)),
                        new Entry(candidates.get(0), 0, 1, List.of(0.95, 0.97, 0.96)),
                        new Entry(candidates.get(2), 2, 0, List.of(1.0, 1.0))),
                true);

        assertThat(board.winner().candidate()).isEqualTo(candidates.get(0));
        assertThat(board.entries().getFirst().candidate()).isEqualTo(candidates.get(1));
    }

    @Test
    void folds_testEachRowOnce_andEachClassEvenly() {
        LearningTable data = wine();
        List<Folds.Split> folds = Folds.of(data.target(), 5, TrainingContext.random(1));

        assertThat(folds.stream()
                        .flatMapToInt(fold -> Arrays.stream(fold.test()))
                        .sorted()
                        .toArray())
                .containsExactly(IntStream.range(0, data.rows()).toArray());
        assertThat(folds).allSatisfy(fold -> {
            assertThat(fold.train().length + fold.test().length).isEqualTo(data.rows());
            assertThat(Arrays.stream(fold.test())
                            .filter(row -> data.target().values()[row] == 0)
                            .count())
                    .isBetween(11L, 12L);
        });
    }

    /** Counts the trainings of another family. */
    private record CountedFamily(TabularFamily family, AtomicInteger trainings) implements TabularFamily {
        @Override
        public String name() {
            return family.name();
        }

        @Override
        public boolean supports(Task task) {
            return family.supports(task);
        }

        @Override
        public List<Parameter> parameters() {
            return family.parameters();
        }

        @Override
        public Preparation preparation() {
            return family.preparation();
        }

        @Override
        public List<Suggestion> suggestions(Task task) {
            return family.suggestions(task);
        }

        @Override
        public TabularModel train(Examples examples, ParameterValues parameters, TrainingContext context) {
            trainings.incrementAndGet();
            return family.train(examples, parameters, context);
        }
    }

    private Search search(StopSignal stop) {
        Progress progress = events::add;
        return new Search(threads, progress, stop);
    }

    private static Search.Protocol protocol(long seed) {
        return new Search.Protocol(Metric.ACCURACY, 5, seed);
    }

    private static Candidate candidate(TabularFamily family, Map<String, Double> parameters) {
        return new Candidate(family, Preparation.STANDARD, ParameterValues.of(family, parameters));
    }

    private static LearningTable wine() {
        Table table = Datasets.table("wine");
        TrainingSpec spec = Datasets.spec("wine");
        return new LearningTable(
                table,
                new TargetReader(spec.target(), spec.task()).read(table),
                new FeaturePlanner(
                        ColumnSelection.of(table, spec.target(), spec.columns()).names(), spec.features()));
    }
}
