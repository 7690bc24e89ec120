package farebox.training.text;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import farebox.kernel.InvalidRequest;
import farebox.training.ModelArtifact;
import farebox.training.onnx.Dimension;
import farebox.training.onnx.ElementType;
import farebox.training.onnx.GraphBuilder;
import farebox.training.onnx.Labels;
import farebox.training.onnx.OnnxGraph;
import farebox.training.onnx.Value;
import farebox.training.tabular.SparseMatrix;
import farebox.training.tabular.TrainingContext;
import farebox.training.tabular.linear.SoftmaxModel;
import farebox.training.tabular.linear.SoftmaxRegression;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A trained classifier of texts by their words and sequences of words, whose order is lost otherwise: a softmax
 * regression over weighted terms.
 *
 * @param length the number of tokens of a text that are looked at; longer texts were cut in training
 */
public record BagOfWords(
        WordTokenizer tokenizer, TermWeights weights, SoftmaxModel model, List<String> labels, int length)
        implements AutoCloseable {
    /** A text's counts are a row in the graph, of a number for each term. */
    private static final int MAX_TERMS = 1 << 18;

    /** Weights of all classes, of which the solver keeps some twenty copies. */
    private static final int MAX_WEIGHTS = 1 << 21;

    private static final String IDS = "input_ids";

    public BagOfWords {
        labels = List.copyOf(labels);
    }

    /**
     * What is learned from.
     *
     * @param minCount texts that a term must occur in
     * @param ngrams the most tokens of a term, at most 3
     * @param length tokens of a text
     */
    public record Settings(int minCount, int ngrams, int length, SoftmaxRegression regression) {
        public static final int MAX_NGRAMS = Terms.MAX_LENGTH;
    }

    /** @throws InvalidRequest if no word occurs in enough texts, or there is no time left once words are counted */
    public static BagOfWords train(Texts texts, Settings settings, TrainingContext context) {
        int most = Math.clamp(MAX_WEIGHTS / texts.labels().size(), 1, MAX_TERMS);
        WordTokenizer tokenizer = WordTokenizer.of(words(texts.texts(), settings, most));
        List<int[]> ids = ids(tokenizer, settings.length(), texts.texts());
        Terms terms = Terms.of(ids, new Terms.Limits(settings.ngrams(), settings.minCount(), most));
        TermWeights weights = TermWeights.of(terms, ids.size());
        if (context.stop().outOfTime()) {
            throw new InvalidRequest(
                    "budget.seconds: the time was used up by the words of %d texts, before the first step; give more"
                            .formatted(ids.size()),
                    "budget.seconds");
        }
        SoftmaxModel model = settings.regression()
                .fit(weights.matrix(ids), texts.classes(), texts.labels().size(), context);
        return new BagOfWords(tokenizer, weights, model, texts.labels(), settings.length());
    }

    private static List<String> words(List<String> texts, Settings settings, int most) {
        Map<String, Integer> counts = new HashMap<>();
        for (String text : texts) {
            Set<String> words =
                    WordTokenizer.split(text).limit(settings.length()).collect(Collectors.toSet());
            words.forEach(word -> counts.merge(word, 1, Integer::sum));
        }
        List<String> words = counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= settings.minCount())
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
        if (words.isEmpty()) {
            throw new InvalidRequest(
                    "no word occurs in %d texts; lower parameters.min_count".formatted(settings.minCount()),
                    "parameters.min_count");
        }
        return words;
    }

    private static List<int[]> ids(WordTokenizer tokenizer, int length, List<String> texts) {
        return texts.stream()
                .map(tokenizer::encode)
                .map(ids -> Arrays.copyOf(ids, Math.min(length, ids.length)))
                .toList();
    }

    /** How many tokens of a text the graph is given. */
    public int tokenCount(String text) {
        return Math.min(length, tokenizer.encode(text).length);
    }

    /** The probability of each class for each text. */
    public double[][] predict(List<String> texts) {
        SparseMatrix rows = weights.matrix(ids(tokenizer, length, texts));
        return model.probabilities(rows);
    }

    /** Tokens to labels and probabilities, one text at a time. */
    public OnnxGraph toGraph() {
        GraphBuilder graph = new GraphBuilder("classifier");
        Dimension one = Dimension.fixed(1);
        Value ids = graph.input(IDS, ElementType.INT64, one, Dimension.free("tokens"));
        Labels.classify(graph, model.export(graph, weights.export(graph, ids)), labels, one);
        return graph.build();
    }

    /** The {@code tokenizer.json} of the graph's tokens. */
    public String tokenizerJson() {
        return tokenizer.json();
    }

    /** What serving must know of the texts that the graph takes. */
    public ModelArtifact.Text input() {
        return new ModelArtifact.Text(length, tokenizer.size());
    }

    /** Runs a graph of this model. */
    public ServedTexts serve(OnnxGraph graph, List<String> texts) {
        return ServedTexts.of(graph, texts, this::run);
    }

    private float[] run(OrtSession session, String text) {
        long[] ids = Arrays.stream(ids(tokenizer, length, List.of(text)).getFirst())
                .asLongStream()
                .toArray();
        long[] shape = {1, ids.length};
        try (OnnxTensor tensor = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), LongBuffer.wrap(ids), shape);
                OrtSession.Result result = session.run(Map.of(IDS, tensor))) {
            return ((float[][]) result.get(Labels.PROBABILITIES).orElseThrow().getValue())[0];
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed to run the classifier", e);
        }
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
