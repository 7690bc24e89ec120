package farebox.training.neural.job;

import farebox.kernel.InvalidRequest;
import farebox.training.Baseline;
import farebox.training.Digests;
import farebox.training.ModelArtifact;
import farebox.training.TestPredictions;
import farebox.training.TrainingResult;
import farebox.training.TrainingResult.Trained;
import farebox.training.card.ModelCard;
import farebox.training.data.TextReader;
import farebox.training.evaluation.Metric;
import farebox.training.evaluation.Scored;
import farebox.training.export.GraphReport;
import farebox.training.export.Parity;
import farebox.training.neural.text.SentenceEncoder;
import farebox.training.neural.text.TextClassifier;
import farebox.training.neural.words.SkipGram;
import farebox.training.neural.words.Vocabulary;
import farebox.training.neural.words.WordEmbeddings;
import farebox.training.onnx.Labels;
import farebox.training.onnx.OnnxGraph;
import farebox.training.progress.Progress;
import farebox.training.progress.ProgressEvent.PhaseStarted;
import farebox.training.progress.StopSignal;
import farebox.training.tabular.Parameter;
import farebox.training.tabular.ParameterValues;
import farebox.training.tabular.Task;
import farebox.training.tabular.TrainingContext;
import farebox.training.tabular.linear.LogisticFamily;
import farebox.training.text.BagOfWords;
import farebox.training.text.Texts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Trains a model from texts. */
public final class TrainTexts {
    /** The texts of one training are held in memory. */
    private static final long MAX_BYTES = 256L << 20;

    private static final String MIN_COUNT = "min_count";
    private static final String WIDTH = "width";
    private static final String WINDOW = "window";
    private static final String EPOCHS = "epochs";
    private static final int NEAREST = 10;
    private static final List<Parameter> WORD_PARAMETERS = List.of(
            Parameter.count(MIN_COUNT, 5, 1, 1_000_000),
            Parameter.count(WIDTH, 64, 2, 1_024),
            Parameter.count(WINDOW, 5, 1, 100),
            Parameter.count(EPOCHS, 10, 1, 1_000));

    private final Progress progress;
    private final StopSignal stop;
    private final Optional<Path> checkpoints;

    /** @param checkpoints where a language model's training keeps its state, if it is to survive its process */
    public TrainTexts(Progress progress, StopSignal stop, Optional<Path> checkpoints) {
        this.progress = progress;
        this.stop = stop;
        this.checkpoints = checkpoints;
    }

    /**
     * Trains what a spec asks for.
     *
     * @param folder where the spec's data lie
     * @throws InvalidRequest naming what is wrong with the spec or the data
     */
    public TrainingResult run(TextSpec spec, Path folder) {
        progress.report(new PhaseStarted("read"));
        Path data = spec.file(folder);
        TextReader reader = new TextReader(MAX_BYTES);
        Trained trained = switch (spec.kind()) {
            case TEXT_CLASSIFIER -> classifier(spec, data, split(spec, data, reader));
            case BAG_OF_WORDS -> bagOfWords(spec, data, split(spec, data, reader));
            case TEXT_TRANSFORMER -> transformer(spec, data, split(spec, data, reader));
            case WORD_EMBEDDINGS -> words(spec, data, reader.text(data));
            case LANGUAGE_MODEL ->
                new TrainLanguageModel(progress, stop, checkpoints).run(spec, data, reader.text(data));
        };
        return new Acceptance(spec.gate(), progress).of(trained);
    }

    private LabelledTexts.Split split(TextSpec spec, Path data, TextReader reader) {
        LabelledTexts texts = LabelledTexts.read(reader, data, spec);
        progress.report(texts.schema(spec));
        return texts.split(TrainingContext.random(spec.seed()));
    }

    private Trained transformer(TextSpec spec, Path data, LabelledTexts.Split split) {
        TrainingContext context = new TrainingContext(TrainingContext.random(spec.seed()), progress, stop, checkpoints);
        return reviewed(spec, data, new TrainTextTransformer(context).run(spec, split), split);
    }

    private Trained bagOfWords(TextSpec spec, Path data, LabelledTexts.Split split) {
        TrainingContext context = new TrainingContext(TrainingContext.random(spec.seed()), progress, stop);
        try (BagOfWords trained = new TrainBagOfWords(context).run(spec, split)) {
            OnnxGraph graph = trained.toGraph();
            ClassifierOfTexts classifier = new ClassifierOfTexts(
                    graph,
                    trained.tokenizerJson(),
                    trained.input(),
                    trained::tokenCount,
                    trained::predict,
                    trained.serve(graph, split.test().texts()));
            return reviewed(spec, data, classifier, split);
        }
    }

    private Trained classifier(TextSpec spec, Path data, LabelledTexts.Split split) {
        ParameterValues.of(spec.family(), List.of(), spec.parameters());
        try (SentenceEncoder encoder = SentenceEncoder.miniLm()) {
            progress.report(new PhaseStarted("fit text_classifier"));
            TrainingContext context = new TrainingContext(TrainingContext.random(spec.seed()), progress, stop);
            TextClassifier trained = TextClassifier.train(encoder, new LogisticFamily(), split.training(), context);
            OnnxGraph graph = trained.toGraph();
            ClassifierOfTexts classifier = new ClassifierOfTexts(
                    graph,
                    encoder.tokenizerJson(),
                    encoder.input(),
                    encoder::tokenCount,
                    trained::predict,
                    trained.serve(graph, split.test().texts()));
            return reviewed(spec, data, classifier, split);
        }
    }

    private Trained reviewed(TextSpec spec, Path data, ClassifierOfTexts classifier, LabelledTexts.Split split) {
        progress.report(new PhaseStarted("evaluate"));
        Texts test = split.test();
        double[][] predictions = classifier.trainer().apply(test.texts());
        double[][] served = classifier.served().probabilities();
        Scored scored = new Scored(
                served,
                Arrays.stream(test.classes()).asDoubleStream().toArray(),
                new Task.Classification(test.labels().size()));
        GraphReport report = new GraphReport(
                classifier.graph().toBytes().length,
                Parity.compare(predictions, served),
                classifier.served().latency());
        JobDescriptions descriptions = JobDescriptions.of(spec, digest(data));
        ModelArtifact.Scores scores = ModelArtifact.Scores.ofProbabilities(Labels.PROBABILITIES, test.labels());
        return new Trained(
                new TrainingResult.Model(
                        classifier.graph(),
                        Optional.of(classifier.tokenizerJson()),
                        List.of(),
                        Optional.of(Baseline.ofTexts(
                                split.training().texts().stream().mapToInt(classifier.tokenCount()),
                                scored,
                                test.labels())),
                        descriptions.artifact(
                                new ModelArtifact.Spec.TextClassification(classifier.input(), scores),
                                Metric.measureAll(scored))),
                descriptions.card(
                        new JobDescriptions.Amounts(
                                split.training().texts().size(), test.texts().size()),
                        new JobDescriptions.Classifier(
                                "text-classification",
                                spec.target(),
                                new ModelCard.Input(spec.text(), "text"),
                                test.labels(),
                                scored,
                                new WordOcclusion(classifier.trainer()).contributions(test.texts()),
                                List.of()),
                        report),
                Optional.of(new TestPredictions(test::item, predictions, test.labels())));
    }

    private static String digest(Path data) {
        if (!Files.isDirectory(data)) {
            return Digests.sha256(data);
        }
        try (Stream<Path> files = Files.walk(data)) {
            return Digests.sha256(files.filter(Files::isRegularFile).sorted().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Trained words(TextSpec spec, Path data, String text) {
        ParameterValues parameters = ParameterValues.of(spec.family(), WORD_PARAMETERS, spec.parameters());
        Vocabulary vocabulary = vocabulary(text, parameters.count(MIN_COUNT));
        progress.report(new PhaseStarted("fit word_embeddings"));
        WordEmbeddings words =
                SkipGram.train(text, vocabulary, settings(parameters), TrainingContext.random(spec.seed()));
        JobDescriptions descriptions = JobDescriptions.of(spec, Digests.sha256(data));
        OnnxGraph graph = words.toGraph(Math.min(NEAREST, vocabulary.size() - 1));
        return new Trained(
                new TrainingResult.Model(
                        graph,
                        Optional.empty(),
                        List.of(),
                        descriptions.artifact(new ModelArtifact.Spec.Tensors(), Map.of())),
                descriptions.card(new JobDescriptions.Amounts(text.length(), 0), Map.of(), graph.toBytes().length),
                Optional.empty());
    }

    private static SkipGram.Settings settings(ParameterValues parameters) {
        SkipGram.Settings defaults = SkipGram.Settings.defaults();
        return new SkipGram.Settings(
                parameters.count(WIDTH),
                parameters.count(WINDOW),
                defaults.negatives(),
                parameters.count(EPOCHS),
                defaults.learningRate(),
                defaults.thinning());
    }

    private static Vocabulary vocabulary(String text, int minCount) {
        Vocabulary vocabulary = Vocabulary.of(text, minCount);
        if (vocabulary.size() < 2) {
            throw new InvalidRequest(
                    "the text has %d words that occur %d times; embeddings need at least two"
                            .formatted(vocabulary.size(), minCount),
                    "data");
        }
        return vocabulary;
    }
}
