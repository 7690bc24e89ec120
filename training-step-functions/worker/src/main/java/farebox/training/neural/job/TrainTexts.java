package farebox.training.neural.job;

import farebox.kernel.InvalidRequest;
import farebox.training.neural.text.SentenceEncoder;
import farebox.training.neural.text.TextClassifier;
import farebox.training.neural.text.TextClassifier.Texts;
import farebox.training.neural.words.SkipGram;
import farebox.training.neural.words.Vocabulary;
import farebox.training.neural.words.WordEmbeddings;
import farebox.training.progress.Progress;
import farebox.training.progress.ProgressEvent.MetricMeasured;
import farebox.training.progress.ProgressEvent.PhaseStarted;
import farebox.training.progress.StopSignal;
import farebox.training.tabular.Parameter;
import farebox.training.tabular.TrainingContext;
import farebox.training.tabular.linear.LogisticFamily;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Trains a model from texts. */
public final class TrainTexts {
    /** The texts of one training are held in memory. */
    private static final long MAX_BYTES = 256L << 20;

    private static final String MIN_COUNT = "min_count";
    private static final String WIDTH = "width";
    private static final String WINDOW = "window";
    private static final String EPOCHS = "epochs";
    private static final int NEAREST = 10;

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
    public TextModel run(TextSpec spec, Path folder) {
        progress.report(new PhaseStarted("read"));
        TextModel model = train(spec, requireFile(spec.file(folder)));
        model.metrics().forEach((metric, value) -> progress.report(new MetricMeasured(metric, value)));
        return model;
    }

    private TextModel train(TextSpec spec, Path file) {
        return switch (spec.kind()) {
            case TEXT_CLASSIFIER -> classifier(spec, LabelledTexts.read(file, spec));
            case WORD_EMBEDDINGS -> words(spec, text(file));
            case LANGUAGE_MODEL -> new TrainLanguageModel(progress, stop, checkpoints).run(spec, text(file));
        };
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

    private TextModel classifier(TextSpec spec, LabelledTexts texts) {
        new TextParameters(spec.parameters(), List.of());
        LabelledTexts.Split split = texts.split(TrainingContext.random(spec.seed()));
        try (SentenceEncoder encoder = SentenceEncoder.miniLm()) {
            progress.report(new PhaseStarted("fit text_classifier"));
            TrainingContext context = new TrainingContext(TrainingContext.random(spec.seed()), progress, stop);
            TextClassifier classifier = TextClassifier.train(encoder, new LogisticFamily(), split.training(), context);
            progress.report(new PhaseStarted("evaluate"));
            return new TextModel(
                    "text_classification",
                    classifier.toGraph(),
                    Optional.of(encoder.tokenizerJson()),
                    classifier.labels(),
                    Map.of("accuracy", accuracy(classifier, split.test())));
        }
    }

    private static double accuracy(TextClassifier classifier, Texts test) {
        double[][] predictions = classifier.predict(test.texts());
        return IntStream.range(0, predictions.length)
                .mapToDouble(row -> isLargest(predictions[row], test.classes()[row]) ? 1 : 0)
                .average()
                .orElseThrow();
    }

    private static boolean isLargest(double[] scores, int label) {
        return IntStream.range(0, scores.length).allMatch(i -> scores[i] <= scores[label]);
    }

    private TextModel words(TextSpec spec, String text) {
        TextParameters parameters = new TextParameters(
                spec.parameters(),
                List.of(
                        Parameter.count(MIN_COUNT, 5, 1, 1_000_000),
                        Parameter.count(WIDTH, 64, 2, 1_024),
                        Parameter.count(WINDOW, 5, 1, 100),
                        Parameter.count(EPOCHS, 10, 1, 1_000)));
        Vocabulary vocabulary = vocabulary(text, parameters.count(MIN_COUNT));
        SkipGram.Settings defaults = SkipGram.Settings.defaults();
        SkipGram.Settings settings = new SkipGram.Settings(
                parameters.count(WIDTH),
                parameters.count(WINDOW),
                defaults.negatives(),
                parameters.count(EPOCHS),
                defaults.learningRate(),
                defaults.thinning());
        progress.report(new PhaseStarted("fit word_embeddings"));
        WordEmbeddings words = SkipGram.train(text, vocabulary, settings, TrainingContext.random(spec.seed()));
        int nearest = Math.min(NEAREST, vocabulary.size() - 1);
        return new TextModel("word_embeddings", words.toGraph(nearest), Optional.empty(), List.of(), Map.of());
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
