package farebox.training.neural.job;

import farebox.kernel.InvalidRequest;
import farebox.training.Digests;
import farebox.training.GraphCompression;
import farebox.training.ModelArtifact;
import farebox.training.TrainingResult;
import farebox.training.TrainingResult.Trained;
import farebox.training.data.TextReader;
import farebox.training.neural.words.SkipGram;
import farebox.training.neural.words.Vocabulary;
import farebox.training.neural.words.WordEmbeddings;
import farebox.training.onnx.OnnxGraph;
import farebox.training.progress.Progress;
import farebox.training.progress.ProgressEvent.PhaseStarted;
import farebox.training.progress.StopSignal;
import farebox.training.tabular.Parameter;
import farebox.training.tabular.ParameterValues;
import farebox.training.tabular.TrainingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private final StopSignal searchStop;
    private final Optional<Path> checkpoints;

    /**
     * @param searchStop the end of a search of families, before that of the whole training
     * @param checkpoints where a language model's training keeps its state, if it is to survive its process
     */
    public TrainTexts(Progress progress, StopSignal stop, StopSignal searchStop, Optional<Path> checkpoints) {
        this.progress = progress;
        this.stop = stop;
        this.searchStop = searchStop;
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
        if (spec.choosesFamily()) {
            return classifier(spec, data, reader);
        }
        return switch (spec.kind()) {
            case BAG_OF_WORDS, TEXT_CLASSIFIER, TEXT_TRANSFORMER -> classifier(spec, data, reader);
            case WORD_EMBEDDINGS -> accepted(spec).of(words(spec, data, reader.text(data)));
            case LANGUAGE_MODEL ->
                accepted(spec)
                        .of(new TrainLanguageModel(progress, stop, checkpoints).run(spec, data, reader.text(data)));
        };
    }

    private TrainingResult classifier(TextSpec spec, Path data, TextReader reader) {
        LabelledTexts texts = LabelledTexts.read(reader, data, spec);
        progress.report(texts.schema(spec));
        LabelledTexts.Split split = texts.split(TrainingContext.random(spec.seed()));
        TrainingContext context = new TrainingContext(TrainingContext.random(spec.seed()), progress, stop, checkpoints);
        TextSearch.Choice choice = spec.choosesFamily()
                ? new TextSearch(progress, searchStop).run(spec, split.training())
                : TextSearch.Choice.named(spec);
        try (ClassifierOfTexts classifier = new TextClassifiers(context).train(choice.spec(), split.training())) {
            progress.report(new PhaseStarted("evaluate"));
            TextReview review = new TextReview(choice, digest(data), split);
            return accepted(spec)
                    .of(
                            classifier.graph(),
                            spec.compression()
                                    .map(asked -> new GraphCompression(
                                            asked, choice.spec().family())),
                            graph -> review.of(classifier, graph));
        }
    }

    private Acceptance accepted(TextSpec spec) {
        return new Acceptance(spec.gate(), progress);
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
        TrainingContext context = new TrainingContext(TrainingContext.random(spec.seed()), progress, stop);
        WordEmbeddings words = SkipGram.train(text, vocabulary, settings(parameters), context);
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
