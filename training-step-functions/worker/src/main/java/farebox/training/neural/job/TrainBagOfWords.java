package farebox.training.neural.job;

import farebox.training.progress.ProgressEvent.PhaseStarted;
import farebox.training.tabular.Parameter;
import farebox.training.tabular.ParameterValues;
import farebox.training.tabular.TrainingContext;
import farebox.training.tabular.linear.SoftmaxRegression;
import farebox.training.text.BagOfWords;
import farebox.training.text.Texts;
import java.util.List;

/** Trains a classifier of texts by their words. */
record TrainBagOfWords(TrainingContext context) {
    private static final String MIN_COUNT = "min_count";
    private static final String NGRAMS = "ngrams";
    private static final String LENGTH = "length";
    private static final String PENALTY = "penalty";
    private static final String ITERATIONS = "iterations";
    private static final List<Parameter> PARAMETERS = List.of(
            Parameter.count(MIN_COUNT, 2, 1, 1_000_000),
            Parameter.count(NGRAMS, 2, 1, BagOfWords.Settings.MAX_NGRAMS),
            Parameter.count(LENGTH, 4_096, 8, 65_536),
            Parameter.number(PENALTY, 0.01, 1e-6, 1e6),
            Parameter.count(ITERATIONS, 500, 1, 100_000));

    BagOfWords run(TextSpec spec, Texts texts) {
        ParameterValues parameters = ParameterValues.of(spec.family(), PARAMETERS, spec.parameters());
        context.progress().report(new PhaseStarted("fit bag_of_words"));
        return BagOfWords.train(
                texts,
                new BagOfWords.Settings(
                        parameters.count(MIN_COUNT),
                        parameters.count(NGRAMS),
                        parameters.count(LENGTH),
                        new SoftmaxRegression(parameters.number(PENALTY), parameters.count(ITERATIONS))),
                context);
    }
}
