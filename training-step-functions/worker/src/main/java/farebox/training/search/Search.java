package farebox.training.search;

import farebox.kernel.InvalidRequest;
import farebox.training.evaluation.Metric;
import farebox.training.progress.Progress;
import farebox.training.progress.ProgressEvent.TrialFinished;
import farebox.training.progress.StopSignal;
import farebox.training.tabular.TrainingContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Compares candidates by successive halving (Jamieson and Talwalkar, Non-stochastic best arm identification, 2016): all
 * of them on a few rows or folds, the better half on more. No fold of the same rows is trained twice. What it compares
 * depends on the seed alone, never on how fast the machine is; only the end of the time can cut it short, and the
 * leaderboard says so.
 */
public final class Search {
    private static final int FIRST_ROWS = 1_000;
    private static final int ROWS_FACTOR = 6;
    private static final int FEW_FOLDS = 2;

    private final ExecutorService threads;
    private final Progress progress;
    private final StopSignal stop;

    /** @param threads on which folds are trained side by side */
    public Search(ExecutorService threads, Progress progress, StopSignal stop) {
        this.threads = threads;
        this.progress = progress;
        this.stop = stop;
    }

    /** What to compare by. */
    public record Protocol(Metric metric, int folds, long seed) {}

    /** Who is compared on what. */
    private record Contest(LearningTable data, List<Candidate> candidates, Protocol protocol) {}

    /** Rows and folds on which candidates are measured. */
    private record Rung(int number, int rows, int folds) {}

    /**
     * @param candidates the simpler ones first
     * @throws InvalidRequest if the time ends before any candidate is measured
     */
    public Leaderboard run(LearningTable data, List<Candidate> candidates, Protocol protocol) {
        Contest contest = new Contest(data, candidates, protocol);
        List<Leaderboard.Entry> left = new ArrayList<>();
        List<Integer> standing = IntStream.range(0, candidates.size()).boxed().toList();
        boolean complete = true;
        List<Leaderboard.Entry> current = List.of();
        CrossValidation validation = validation(contest, data.rows());
        for (Rung rung : rungs(data.rows(), protocol.folds())) {
            List<Leaderboard.Entry> measured = measure(
                    contest,
                    standing,
                    rung,
                    rung.rows() == data.rows() ? validation : validation(contest, rung.rows()));
            complete &= measured.size() == standing.size();
            if (measured.isEmpty()) {
                break;
            }
            left.addAll(
                    current.stream().filter(entry -> !holds(measured, entry)).toList());
            current = measured;
            standing = betterHalf(measured, protocol.metric());
        }
        left.addAll(current);
        if (left.isEmpty()) {
            throw new InvalidRequest(
                    "budget.seconds is too short: it ended before the first of %d candidates was measured; allow more time"
                            .formatted(candidates.size()),
                    "budget.seconds");
        }
        return new Leaderboard(protocol.metric(), left, complete);
    }

    /** On all rows, first on half of the folds and then on the others as well. */
    private static List<Rung> rungs(int rows, int folds) {
        int few = Math.min(FEW_FOLDS, folds);
        List<Rung> rungs = new ArrayList<>();
        if (rows <= FIRST_ROWS) {
            rungs.add(new Rung(0, rows, few));
        }
        for (int some = FIRST_ROWS; some < rows; some *= ROWS_FACTOR) {
            rungs.add(new Rung(rungs.size(), some, few));
        }
        int half = Math.ceilDiv(folds, 2);
        if (half > few || (half == few && rows > FIRST_ROWS)) {
            rungs.add(new Rung(rungs.size(), rows, half));
        }
        rungs.add(new Rung(rungs.size(), rows, folds));
        return rungs;
    }

    private List<Leaderboard.Entry> measure(
            Contest contest, List<Integer> standing, Rung rung, CrossValidation validation) {
        List<List<Future<OptionalDouble>>> jobs = standing.stream()
                .map(order -> submit(validation, contest.candidates().get(order), rung.folds()))
                .toList();
        List<Leaderboard.Entry> measured = new ArrayList<>();
        for (int i = 0; i < jobs.size(); i++) {
            int order = standing.get(i);
            List<Double> folds = await(jobs.get(i));
            if (folds.size() == rung.folds()) {
                Candidate candidate = contest.candidates().get(order);
                Leaderboard.Entry entry = new Leaderboard.Entry(candidate, order, rung.number(), folds);
                measured.add(entry);
                report(entry, measured.size(), jobs.size(), contest.protocol());
            }
        }
        return measured;
    }

    private void report(Leaderboard.Entry entry, int trial, int trials, Protocol protocol) {
        progress.report(new TrialFinished(
                trial, trials, entry.candidate().label(), protocol.metric().word(), entry.mean()));
    }

    private static CrossValidation validation(Contest contest, int rows) {
        LearningTable data = contest.data();
        Protocol protocol = contest.protocol();
        LearningTable some = rows == data.rows()
                ? data
                : data.select(Folds.sample(data.target(), rows, TrainingContext.random(protocol.seed())));
        List<Folds.Split> splits = Folds.of(some.target(), protocol.folds(), TrainingContext.random(protocol.seed()));
        return new CrossValidation(some, splits, protocol.metric(), protocol.seed());
    }

    private List<Future<OptionalDouble>> submit(CrossValidation validation, Candidate candidate, int folds) {
        return IntStream.range(0, folds)
                .mapToObj(fold -> threads.submit(() -> validation.score(candidate, fold, stop)))
                .toList();
    }

    private static List<Double> await(List<Future<OptionalDouble>> folds) {
        List<Double> scores = new ArrayList<>();
        for (Future<OptionalDouble> fold : folds) {
            try {
                fold.get().ifPresent(scores::add);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while candidates were compared", e);
            } catch (ExecutionException e) {
                throw new IllegalStateException("a candidate failed to train", e.getCause());
            }
        }
        return scores;
    }

    private static boolean holds(List<Leaderboard.Entry> measured, Leaderboard.Entry entry) {
        return measured.stream().anyMatch(other -> other.order() == entry.order());
    }

    private static List<Integer> betterHalf(List<Leaderboard.Entry> measured, Metric metric) {
        return measured.stream()
                .sorted(Comparator.comparingDouble((Leaderboard.Entry entry) -> -metric.goodness(entry.mean()))
                        .thenComparingInt(Leaderboard.Entry::order))
                .limit(Math.max(1, (measured.size() + 1) / 2))
                .map(Leaderboard.Entry::order)
                .sorted()
                .toList();
    }
}
