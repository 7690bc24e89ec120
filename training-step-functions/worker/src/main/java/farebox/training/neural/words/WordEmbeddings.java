package farebox.training.neural.words;

import farebox.training.onnx.Dimension;
import farebox.training.onnx.ElementType;
import farebox.training.onnx.GraphBuilder;
import farebox.training.onnx.OnnxGraph;
import farebox.training.onnx.Operator;
import farebox.training.onnx.Tensor;
import farebox.training.onnx.Value;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** A vector of length 1 for each word, row by row. */
public record WordEmbeddings(List<String> words, float[] vectors, int width) {
    /** Input of the graph: string [words]. */
    public static final String WORD = "word";

    /** Output of the graph: float32 [words, width]; zeros for an unknown word. */
    public static final String EMBEDDING = "embedding";

    /** Output of the graph: string [words, nearest], the most similar first. */
    public static final String NEAREST = "nearest";

    /** Output of the graph: the cosine of each of them, float32 [words, nearest]. */
    public static final String SIMILARITY = "similarity";

    private static final Dimension ROWS = Dimension.free("words");

    /** A word and the cosine of its angle to another. */
    public record Neighbour(String word, float similarity) {}

    public WordEmbeddings {
        words = List.copyOf(words);
    }

    /** Vectors of any length, scaled to 1. */
    static WordEmbeddings of(List<String> words, float[] vectors, int width) {
        float[] unit = new float[vectors.length];
        for (int row = 0; row < words.size(); row++) {
            double length = 0;
            for (int i = 0; i < width; i++) {
                length += vectors[row * width + i] * vectors[row * width + i];
            }
            for (int i = 0; i < width; i++) {
                unit[row * width + i] = (float) (vectors[row * width + i] / Math.sqrt(length));
            }
        }
        return new WordEmbeddings(words, unit, width);
    }

    /** The most similar other words, in falling order; none for an unknown word. */
    public List<Neighbour> nearest(String word, int count) {
        int row = words.indexOf(word);
        if (row < 0) {
            return List.of();
        }
        return IntStream.range(0, words.size())
                .filter(other -> other != row)
                .mapToObj(other -> new Neighbour(words.get(other), similarity(row, other)))
                .sorted(Comparator.comparingDouble(Neighbour::similarity).reversed())
                .limit(count)
                .toList();
    }

    private float similarity(int row, int other) {
        float product = 0;
        for (int i = 0; i < width; i++) {
            product += vectors[row * width + i] * vectors[other * width + i];
        }
        return product;
    }

    /** The graph that serves a word's vector and its nearest words. */
    public OnnxGraph toGraph(int nearest) {
        if (nearest >= words.size()) {
            throw new IllegalArgumentException("%d words have no %d neighbours".formatted(words.size(), nearest));
        }
        GraphBuilder graph = new GraphBuilder("words");
        Value table = graph.constant("vectors", Tensor.floats(tableWithUnknown(), words.size() + 1L, width));
        Value id = graph.apply(encoder(), graph.input(WORD, ElementType.STRING, ROWS));
        Value vector = graph.apply(Operator.of("Gather"), table, id);
        graph.output(EMBEDDING, vector, ElementType.FLOAT, ROWS, Dimension.fixed(width));
        addNearest(graph, vector, nearest);
        return graph.build();
    }

    /** The nearest word of all is the word itself, which the second output starts behind. */
    private void addNearest(GraphBuilder graph, Value vector, int nearest) {
        Value known = graph.constant("known", Tensor.floats(vectors, words.size(), width));
        Value transposed = graph.apply(Operator.of("Transpose").withInts("perm", 1, 0), known);
        Value cosines = graph.apply("MatMul", vector, transposed);
        Value count = graph.constant("count", Tensor.vector(nearest + 1L));
        List<Value> best = graph.apply(Operator.of("TopK").withInt("axis", 1), 2, cosines, count);
        Value names = graph.constant("names", Tensor.strings(words));
        Value places = others(graph, best.get(1));
        Dimension fixed = Dimension.fixed(nearest);
        graph.output(NEAREST, graph.apply(Operator.of("Gather"), names, places), ElementType.STRING, ROWS, fixed);
        graph.output(SIMILARITY, others(graph, best.get(0)), ElementType.FLOAT, ROWS, fixed);
    }

    /** [rows, nearest + 1] without the first column. */
    private static Value others(GraphBuilder graph, Value x) {
        return graph.apply(
                "Slice",
                x,
                graph.constant("start", Tensor.vector(1)),
                graph.constant("end", Tensor.vector(Long.MAX_VALUE)),
                graph.constant("axis", Tensor.vector(1)));
    }

    private Operator encoder() {
        return Operator.ml("LabelEncoder")
                .withStrings("keys_strings", words)
                .withInts("values_int64s", LongStream.range(0, words.size()).toArray())
                .withInt("default_int64", words.size());
    }

    /** The vectors, and zeros behind them for every other word. */
    private float[] tableWithUnknown() {
        return Arrays.copyOf(vectors, vectors.length + width);
    }
}
