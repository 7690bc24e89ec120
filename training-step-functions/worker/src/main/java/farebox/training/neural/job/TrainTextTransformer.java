package farebox.training.neural.job;

import farebox.training.ModelArtifact;
import farebox.training.neural.Architectures;
import farebox.training.neural.Dataset;
import farebox.training.neural.Network;
import farebox.training.neural.Targets;
import farebox.training.neural.djl.Devices;
import farebox.training.neural.djl.Trainer;
import farebox.training.neural.djl.Trainer.Setup;
import farebox.training.neural.family.ResumableTraining;
import farebox.training.neural.fit.Metrics;
import farebox.training.neural.fit.TrainingOptions;
import farebox.training.neural.language.BytePairTokenizer;
import farebox.training.neural.text.TransformerClassifier;
import farebox.training.progress.ProgressEvent.PhaseStarted;
import farebox.training.tabular.TrainingContext;
import farebox.training.text.Texts;
import java.util.List;
import java.util.stream.IntStream;

/** Trains a transformer encoder over the tokens of texts, which it learns from the same texts. */
record TrainTextTransformer(TrainingContext context) {
    private static final TransformerParameters.Defaults DEFAULTS = new TransformerParameters.Defaults(128, 64, 2, 1e-3);

    private static final double WARM_UP = 0.1;
    private static final double WEIGHT_DECAY = 0.01;

    /** Every tenth text tells which epoch was the best. */
    private static final int VALIDATION_SHARE = 10;

    ClassifierOfTexts run(TextSpec spec, Texts texts) {
        TransformerParameters parameters = TransformerParameters.of(spec, DEFAULTS);
        TransformerClassifier classifier = train(parameters, texts, spec.seed());
        return new ClassifierOfTexts(
                classifier.toGraph(),
                classifier.tokenizerJson(),
                new ModelArtifact.Text(
                        parameters.length(), classifier.tokenizer().vocabulary()),
                classifier::tokenCount,
                classifier::predict,
                classifier::serve,
                () -> {});
    }

    private TransformerClassifier train(TransformerParameters parameters, Texts texts, long seed) {
        int length = parameters.length();
        BytePairTokenizer tokenizer =
                BytePairTokenizer.train(String.join("\n", texts.texts()), parameters.vocabulary());
        Network network = Architectures.textEncoder(
                tokenizer.vocabulary(),
                parameters.size(length + TransformerClassifier.START_TOKENS),
                texts.labels().size());
        Trainer.Task task = new Trainer.Task(
                dataset(tokenizer, length, texts, false),
                dataset(tokenizer, length, texts, true),
                Metrics.crossEntropy());
        TrainingOptions options = parameters.options(WARM_UP, WEIGHT_DECAY, seed);
        context.progress().report(new PhaseStarted("fit text_transformer"));
        return new TransformerClassifier(
                network,
                ResumableTraining.run(new Setup(network, task, options, Devices.choose()), context)
                        .best()
                        .weights(),
                tokenizer,
                length,
                texts.labels());
    }

    private static Dataset dataset(BytePairTokenizer tokenizer, int length, Texts texts, boolean told) {
        int[] rows = IntStream.range(0, texts.texts().size())
                .filter(row -> (row % VALIDATION_SHARE == 0) == told)
                .toArray();
        List<String> chosen =
                IntStream.of(rows).mapToObj(row -> texts.texts().get(row)).toList();
        return Dataset.of(
                TransformerClassifier.tokens(tokenizer, length, chosen),
                new Targets.Classes(
                        IntStream.of(rows).map(row -> texts.classes()[row]).toArray()));
    }
}
