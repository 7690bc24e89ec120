package farebox.training.neural.job;

import farebox.kernel.InvalidRequest;
import farebox.training.card.ModelCard;
import farebox.training.evaluation.Metric;
import farebox.training.evaluation.Scored;
import farebox.training.progress.Progress;
import farebox.training.progress.ProgressEvent.PhaseStarted;
import farebox.training.progress.ProgressEvent.TrialFinished;
import farebox.training.progress.StopSignal;
import farebox.training.tabular.Task;
import farebox.training.tabular.TrainingContext;
import farebox.training.text.Texts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Chooses the family of a classifier of texts: each learns from four fifths of the texts, and the rest tell which is
 * the best.
 *
 * @param stop the end of the search, after which there is time left to train what it chose
 */
record TextSearch(Progress progress, StopSignal stop) {
    private static final int TOLD_SHARE = 5;

    /** The simpler ones first. */
    private static final List<TextSpec.Family> FAMILIES =
            List.of(TextSpec.Family.BAG_OF_WORDS, TextSpec.Family.TEXT_CLASSIFIER, TextSpec.Family.TEXT_TRANSFORMER);

    /** A spec that names its family, and how that was chosen. */
    record Choice(TextSpec spec, List<ModelCard.Trial> leaderboard) {
        static Choice named(TextSpec spec) {
            return new Choice(spec, List.of());
        }
    }

    /** @throws InvalidRequest if the time ended before the first family was measured */
    Choice run(TextSpec spec, Texts texts) {
        if (!spec.parameters().isEmpty()) {
            throw new InvalidRequest("parameters belong to a family; set family to one, not to auto", "parameters");
        }
        progress.report(new PhaseStarted("search"));
        Metric metric =
                spec.metrics().isEmpty() ? Metric.ACCURACY : spec.metrics().getFirst();
        List<ModelCard.Trial> board = measure(spec, texts, metric);
        if (board.isEmpty()) {
            throw new InvalidRequest(
                    "budget.seconds is too short: it ended before the first of %d families was measured; allow more time"
                            .formatted(FAMILIES.size()),
                    "budget.seconds");
        }
        board.sort(Comparator.comparingDouble(trial -> -metric.goodness(trial.score())));
        return new Choice(spec.withFamily(board.getFirst().candidate()), board);
    }

    private List<ModelCard.Trial> measure(TextSpec spec, Texts texts, Metric metric) {
        Texts known = part(texts, false);
        Texts told = part(texts, true);
        List<ModelCard.Trial> board = new ArrayList<>();
        for (TextSpec.Family family : FAMILIES) {
            score(spec.withFamily(family.word()), known, told, metric).ifPresent(score -> {
                board.add(new ModelCard.Trial(family.word(), 0, score, 0));
                progress.report(new TrialFinished(board.size(), FAMILIES.size(), family.word(), metric.word(), score));
            });
        }
        return board;
    }

    /** None if the time ended before the training did, as such a training says nothing. */
    private OptionalDouble score(TextSpec spec, Texts known, Texts told, Metric metric) {
        TrainingContext context = new TrainingContext(TrainingContext.random(spec.seed()), Progress.NONE, stop);
        if (stop.stopRequested()) {
            return OptionalDouble.empty();
        }
        try (ClassifierOfTexts classifier = new TextClassifiers(context).train(spec, known)) {
            double[] classes = Arrays.stream(told.classes()).asDoubleStream().toArray();
            Scored scored = new Scored(
                    classifier.trainer().apply(told.texts()),
                    classes,
                    new Task.Classification(told.labels().size()));
            return stop.stopRequested() ? OptionalDouble.empty() : OptionalDouble.of(metric.measure(scored));
        } catch (InvalidRequest e) {
            if (stop.outOfTime()) {
                return OptionalDouble.empty();
            }
            throw e;
        }
    }

    private static Texts part(Texts texts, boolean told) {
        int[] rows = IntStream.range(0, texts.texts().size())
                .filter(row -> (row % TOLD_SHARE == 0) == told)
                .toArray();
        return new Texts(
                IntStream.of(rows).mapToObj(row -> texts.texts().get(row)).toList(),
                IntStream.of(rows).map(row -> texts.classes()[row]).toArray(),
                texts.labels());
    }
}
