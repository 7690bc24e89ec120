package farebox.training.neural.job;

import farebox.kernel.InvalidRequest;
import farebox.training.Gate;
import farebox.training.ModelArtifact;
import farebox.training.TestPredictions;
import farebox.training.TrainingResult;
import farebox.training.TrainingResult.Trained;
import farebox.training.evaluation.Scored;
import farebox.training.export.Parity;
import farebox.training.neural.text.SentenceEncoder;
import farebox.training.neural.text.TextClassifier;
import farebox.training.neural.text.TextClassifier.Texts;
import farebox.training.neural.words.SkipGram;
import farebox.training.neural.words.Vocabulary;
import farebox.training.neural.words.WordEmbeddings;
import farebox.training.onnx.OnnxGraph;
import farebox.training.progress.Progress;
import farebox.training.progress.ProgressEvent.MetricMeasured;
import farebox.training.progress.ProgressEvent.PhaseStarted;
import farebox.training.progress.StopSignal;
import farebox.training.tabular.Parameter;
import farebox.training.tabular.Task;
import farebox.training.tabular.TrainingContext;
import farebox.training.tabular.linear.LogisticFamily;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        Path file = requireFile(spec.file(folder));
        TextDescriptions descriptions = new TextDescriptions(spec, file);
        Trained trained = switch (spec.kind()) {
            case TEXT_CLASSIFIER -> classifier(descriptions, LabelledTexts.read(file, spec));
            case WORD_EMBEDDINGS -> words(descriptions, text(file));
            case LANGUAGE_MODEL -> new TrainLanguageModel(progress, stop, checkpoints).run(descriptions, text(file));
        };
        trained.card().metrics().forEach((metric, value) -> progress.report(new MetricMeasured(metric, value)));
        return accepted(spec, trained);
    }

    private static TrainingResult accepted(TextSpec spec, Trained trained) {
        List<String> reasons =
                new Gate(spec.gate()).reasonsAgainst(trained.card().metrics());
        double difference = trained.card().graph().largestDifference();
        if (difference > Parity.TOLERANCE) {
            reasons.add("the exported graph differs from the trained model by %s, more than %s"
                    .formatted(difference, Parity.TOLERANCE));
        }
        return reasons.isEmpty() ? trained : new TrainingResult.NotPromoted(reasons, trained.card());
    }

    private static Path requireFile(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new InvalidRequest(
                        "there is no file %s in the folder of the spec".formatted(file.getFileName()), "data");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new InvalidRequest(
                        "%s has %d bytes, more than %d".formatted(file.getFileName(), Files.size(file), MAX_BYTES));
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new InvalidRequest("%s is not UTF-8".formatted(file.getFileName()), "data");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Trained classifier(TextDescriptions descriptions, LabelledTexts texts) {
        TextSpec spec = descriptions.spec();
        new TextParameters(spec.parameters(), List.of());
        LabelledTexts.Split split = texts.split(TrainingContext.random(spec.seed()));
        try (SentenceEncoder encoder = SentenceEncoder.miniLm()) {
            progress.report(new PhaseStarted("fit text_classifier"));
            TrainingContext context = new TrainingContext(TrainingContext.random(spec.seed()), progress, stop);
            TextClassifier classifier = TextClassifier.train(encoder, new LogisticFamily(), split.training(), context);
            progress.report(new PhaseStarted("evaluate"));
            return reviewed(descriptions, classifier, split);
        }
    }

    private static Trained reviewed(
            TextDescriptions descriptions, TextClassifier classifier, LabelledTexts.Split split) {
        Texts test = split.test();
        OnnxGraph graph = classifier.toGraph();
        TextClassifier.Served served = classifier.serve(graph, test.texts());
        double[][] predictions = classifier.predict(test.texts());
        Parity parity = Parity.compare(predictions, served.probabilities());
        Scored scored = new Scored(
                served.probabilities(),
                Arrays.stream(test.classes()).asDoubleStream().toArray(),
                new Task.Classification(classifier.labels().size()));
        ModelArtifact.Spec.TextClassification spec = new ModelArtifact.Spec.TextClassification(
                classifier.encoder().input(),
                ModelArtifact.Scores.ofProbabilities(TextClassifier.PROBABILITIES, classifier.labels()));
        return new Trained(
                new TrainingResult.Model(
                        graph,
                        Optional.of(classifier.encoder().tokenizerJson()),
                        List.of(),
                        descriptions.artifact(spec, TextDescriptions.metrics(scored))),
                descriptions.card(
                        new TextDescriptions.Amounts(
                                split.training().texts().size(), test.texts().size()),
                        classifier.labels(),
                        scored,
                        TextDescriptions.graph(graph.toBytes().length, parity, served.latency())),
                Optional.of(new TestPredictions(test::item, predictions, classifier.labels())));
    }

    private Trained words(TextDescriptions descriptions, String text) {
        TextSpec spec = descriptions.spec();
        TextParameters parameters = new TextParameters(spec.parameters(), WORD_PARAMETERS);
        Vocabulary vocabulary = vocabulary(text, parameters.count(MIN_COUNT));
        progress.report(new PhaseStarted("fit word_embeddings"));
        WordEmbeddings words =
                SkipGram.train(text, vocabulary, settings(parameters), TrainingContext.random(spec.seed()));
        OnnxGraph graph = words.toGraph(Math.min(NEAREST, vocabulary.size() - 1));
        return new Trained(
                new TrainingResult.Model(
                        graph,
                        Optional.empty(),
                        List.of(),
                        descriptions.artifact(new ModelArtifact.Spec.Tensors(), Map.of())),
                descriptions.card(
                        new TextDescriptions.Amounts(text.length(), 0),
                        Map.of(),
                        TextDescriptions.graph(graph.toBytes().length)),
                Optional.empty());
    }

    private static SkipGram.Settings settings(TextParameters parameters) {
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
