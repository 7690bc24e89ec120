package farebox.training;

import farebox.kernel.InvalidRequest;
import farebox.training.data.DataLimits;
import farebox.training.evaluation.Metric;
import farebox.training.features.Target;
import farebox.training.progress.Deadline;
import farebox.training.progress.Progress;
import farebox.training.progress.ProgressEvent.PhaseStarted;
import farebox.training.progress.StopSignal;
import farebox.training.search.Candidate;
import farebox.training.search.Candidates;
import farebox.training.search.Leaderboard;
import farebox.training.search.Search;
import farebox.training.spec.TrainingSpec;
import farebox.training.tabular.TabularFamily;
import farebox.training.tabular.TrainingContext;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Trains a model on a table: reads it, chooses a candidate, fits it, measures what will be served. */
public final class TrainTable {
    private final List<TabularFamily> families;
    private final DataLimits limits;
    private final int threads;
    private final InstantSource clock;

    /**
     * @param families the simpler ones first
     * @param threads that a search may use
     */
    public TrainTable(List<TabularFamily> families, DataLimits limits, int threads, InstantSource clock) {
        this.families = List.copyOf(families);
        this.limits = limits;
        this.threads = threads;
        this.clock = clock;
    }

    /**
     * @param folder where the files of the spec lie
     * @param checkpoints where the final fit keeps its state, if it is to survive its process
     */
    public record Request(
            TrainingSpec spec, Path folder, Progress progress, StopSignal interrupted, Optional<Path> checkpoints) {
        /** A request without checkpoints. */
        public Request(TrainingSpec spec, Path folder, Progress progress, StopSignal interrupted) {
            this(spec, folder, progress, interrupted, Optional.empty());
        }
    }

    /** @throws InvalidRequest naming what is wrong with the spec or the data */
    public TrainingResult run(Request request) {
        TrainingSpec spec = request.spec();
        StopSignal stop =
                new Deadline(request.interrupted(), clock, spec.budget().time());
        request.progress().report(new PhaseStarted("read"));
        TrainingData data = TrainingData.read(spec, request.folder(), limits);
        request.progress().report(data.schema());
        ModelReview.Choice choice = choose(request, data, stop);
        request.progress().report(new PhaseStarted("evaluate"));
        ModelReview review = new ModelReview(spec, data);
        ModelReview.Findings exported = review.review(choice, request.progress());
        Optional<Compression.Compressed> compressed = spec.compression()
                .map(compression -> new Compression(review, data.train(), compression)
                        .of(choice, exported, student(spec, compression, data), context(request, stop)));
        Descriptions descriptions = new Descriptions(spec, data, compressed.map(Compression.Compressed::comparison));
        ModelReview.Choice last = compressed.map(Compression.Compressed::choice).orElse(choice);
        ModelReview.Findings served =
                compressed.map(Compression.Compressed::findings).orElse(exported);
        List<String> reasons = review.reasonsAgainst(exported, served);
        return reasons.isEmpty()
                ? descriptions.trained(last, served)
                : new TrainingResult.NotPromoted(reasons, descriptions.card(last, served));
    }

    private Optional<Candidate> student(TrainingSpec spec, TrainingSpec.Compression compression, TrainingData data) {
        return compression
                .student()
                .map(family -> new Candidates(families)
                        .of(spec.withFamily(family), data.train().target().task())
                        .getFirst());
    }

    private static TrainingContext context(Request request, StopSignal stop) {
        return new TrainingContext(
                TrainingContext.random(request.spec().seed()), request.progress(), stop, request.checkpoints());
    }

    private ModelReview.Choice choose(Request request, TrainingData data, StopSignal stop) {
        TrainingSpec spec = request.spec();
        Target target = data.train().target();
        Metric metric = chooses(spec, target);
        List<Candidate> candidates = new Candidates(families).of(spec, target.task());
        Leaderboard board = candidates.size() == 1
                ? new Leaderboard(metric, List.of(), true)
                : search(request, data, candidates, metric);
        Candidate winner =
                candidates.size() == 1 ? candidates.getFirst() : board.winner().candidate();
        Candidate last = winner.forFinalFit();
        request.progress().report(new PhaseStarted("fit " + last.label()));
        return new ModelReview.Choice(data.train().fit(last, context(request, stop)), last, board);
    }

    private static Metric chooses(TrainingSpec spec, Target target) {
        List<Metric> known = Metric.of(target.task());
        spec.metrics().stream()
                .map(Metric::of)
                .filter(metric -> !known.contains(metric))
                .findFirst()
                .ifPresent(metric -> {
                    throw new InvalidRequest("metrics: %s does not fit the task".formatted(metric.word()), "metrics");
                });
        return spec.metrics().isEmpty()
                ? known.getFirst()
                : Metric.of(spec.metrics().getFirst());
    }

    private Leaderboard search(Request request, TrainingData data, List<Candidate> candidates, Metric metric) {
        TrainingSpec spec = request.spec();
        request.progress().report(new PhaseStarted("search"));
        StopSignal stop =
                Deadline.ofSearch(request.interrupted(), clock, spec.budget().time());
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            return new Search(pool, request.progress(), stop)
                    .run(
                            data.train(),
                            candidates,
                            new Search.Protocol(metric, spec.split().folds(), spec.seed()));
        }
    }
}
