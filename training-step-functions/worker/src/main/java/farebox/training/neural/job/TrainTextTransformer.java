package farebox.training.neural.job;

import farebox.kernel.InvalidRequest;
import farebox.training.ModelArtifact;
import farebox.training.neural.Architectures;
import farebox.training.neural.Architectures.TransformerSize;
import farebox.training.neural.Dataset;
import farebox.training.neural.Network;
import farebox.training.neural.Targets;
import farebox.training.neural.djl.Devices;
import farebox.training.neural.djl.Trainer;
import farebox.training.neural.djl.Trainer.Setup;
import farebox.training.neural.family.ResumableTraining;
import farebox.training.neural.fit.LearningRate;
import farebox.training.neural.fit.Metrics;
import farebox.training.neural.fit.TrainingOptions;
import farebox.training.neural.fit.TrainingOptions.Batching;
import farebox.training.neural.fit.TrainingOptions.Regularization;
import farebox.training.neural.language.BytePairTokenizer;
import farebox.training.neural.text.TextClassifier.Texts;
import farebox.training.neural.text.TransformerClassifier;
import farebox.training.progress.ProgressEvent.PhaseStarted;
import farebox.training.tabular.Parameter;
import farebox.training.tabular.ParameterValues;
import farebox.training.tabular.TrainingContext;
import java.util.List;
import java.util.stream.IntStream;

/** Trains a transformer encoder over the tokens of texts, which it learns from the same texts. */
record TrainTextTransformer(TrainingContext context) {
    private static final String VOCABULARY = "vocabulary";
    private static final String LENGTH = "length";
    private static final String WIDTH = "width";
    private static final String HEADS = "heads";
    private static final String DEPTH = "depth";
    private static final String DROPOUT = "dropout";
    private static final String EPOCHS = "epochs";
    private static final String BATCH = "batch";
    private static final String RATE = ResumableTraining.RATE;
    private static final List<Parameter> PARAMETERS = List.of(
            Parameter.count(VOCABULARY, 1024, 257, 100_000),
            Parameter.count(LENGTH, 128, 8, 4_096),
            Parameter.count(WIDTH, 64, 8, 4_096),
            Parameter.count(HEADS, 4, 1, 64),
            Parameter.count(DEPTH, 2, 1, 48),
            Parameter.number(DROPOUT, 0.1, 0, 0.9),
            Parameter.count(EPOCHS, 10, 1, 10_000),
            Parameter.count(BATCH, 32, 1, 65_536),
            Parameter.number(RATE, 1e-3, 1e-7, 10));

    private static final double WARM_UP = 0.1;
    private static final double WEIGHT_DECAY = 0.01;
    private static final int MAX_GRADIENT_NORM = 1;

    /** Every tenth text tells which epoch was the best. */
    private static final int VALIDATION_SHARE = 10;

    ClassifierOfTexts run(TextSpec spec, LabelledTexts.Split split) {
        ParameterValues parameters = ParameterValues.of(spec.family(), PARAMETERS, spec.parameters());
        TransformerClassifier classifier = train(parameters, split.training(), spec.seed());
        return new ClassifierOfTexts(
                classifier.toGraph(),
                classifier.tokenizerJson(),
                new ModelArtifact.Text(
                        parameters.count(LENGTH), classifier.tokenizer().vocabulary()),
                classifier::predict,
                classifier.serve(split.test().texts()));
    }

    private TransformerClassifier train(ParameterValues parameters, Texts texts, long seed) {
        int length = parameters.count(LENGTH);
        BytePairTokenizer tokenizer =
                BytePairTokenizer.train(String.join("\n", texts.texts()), parameters.count(VOCABULARY));
        Network network = Architectures.textEncoder(
                tokenizer.vocabulary(), size(parameters), texts.labels().size());
        Trainer.Task task = new Trainer.Task(
                dataset(tokenizer, length, texts, false),
                dataset(tokenizer, length, texts, true),
                Metrics.crossEntropy());
        TrainingOptions options = TrainingOptions.of(parameters.count(EPOCHS), parameters.number(RATE), seed)
                .withBatching(new Batching(parameters.count(BATCH), 1))
                .withLearningRate(LearningRate.cosine(parameters.number(RATE), WARM_UP))
                .withRegularization(new Regularization(WEIGHT_DECAY, MAX_GRADIENT_NORM));
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

    private static TransformerSize size(ParameterValues parameters) {
        int width = parameters.count(WIDTH);
        int heads = parameters.count(HEADS);
        if (width % heads != 0) {
            throw new InvalidRequest(
                    "%d heads do not share a width of %d".formatted(heads, width), "parameters." + HEADS);
        }
        return new TransformerSize(
                width,
                heads,
                parameters.count(DEPTH),
                parameters.count(LENGTH) + TransformerClassifier.START_TOKENS,
                parameters.number(DROPOUT));
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
