package farebox.training.neural.text;

import ai.djl.Device;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import farebox.training.neural.Inputs;
import farebox.training.neural.Network;
import farebox.training.neural.Weights;
import farebox.training.neural.djl.Predictor;
import farebox.training.neural.language.BytePairTokenizer;
import farebox.training.neural.language.TokenChoice;
import farebox.training.neural.language.TokenizerFile;
import farebox.training.neural.onnx.NetworkGraph;
import farebox.training.onnx.Dimension;
import farebox.training.onnx.ElementType;
import farebox.training.onnx.GraphBuilder;
import farebox.training.onnx.Labels;
import farebox.training.onnx.OnnxGraph;
import farebox.training.onnx.Operator;
import farebox.training.onnx.Tensor;
import farebox.training.onnx.Value;
import farebox.training.text.ServedTexts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A trained transformer encoder over the tokens of texts. A token that no text begins with stands before each, so that
 * the empty text has one too.
 *
 * @param maxLength the number of tokens of a text that it can see; longer texts were cut in training
 */
public record TransformerClassifier(
        Network network, Weights weights, BytePairTokenizer tokenizer, int maxLength, List<String> labels) {
    /** How many tokens stand before each text. */
    public static final int START_TOKENS = 1;

    /** The byte 0. */
    private static final int START = BytePairTokenizer.PADDING + 1;

    public TransformerClassifier {
        labels = List.copyOf(labels);
    }

    /** Texts as the network takes them, with padding behind the shorter ones. */
    public static Inputs.Tokens tokens(BytePairTokenizer tokenizer, int maxLength, List<String> texts) {
        int[][] tokens = texts.stream().map(tokenizer::encode).toArray(int[][]::new);
        int longest = Arrays.stream(tokens).mapToInt(each -> each.length).max().orElse(0);
        int length = START_TOKENS + Math.min(maxLength, longest);
        long[] ids = new long[texts.size() * length];
        for (int text = 0; text < tokens.length; text++) {
            ids[text * length] = START;
            for (int i = 0; i < Math.min(maxLength, tokens[text].length); i++) {
                ids[text * length + START_TOKENS + i] = tokens[text][i];
            }
        }
        return new Inputs.Tokens(ids, length);
    }

    /** How many tokens of a text the graph is given. */
    public int tokenCount(String text) {
        return Math.min(maxLength, tokenizer.encode(text).length);
    }

    /** The probability of each class for each text. */
    public double[][] predict(List<String> texts) {
        float[] scores;
        try (Predictor predictor = new Predictor(network, weights, Device.cpu())) {
            scores = predictor.predict(tokens(tokenizer, maxLength, texts));
        }
        int classes = labels.size();
        double[][] probabilities = new double[texts.size()][];
        for (int text = 0; text < probabilities.length; text++) {
            probabilities[text] =
                    TokenChoice.probabilities(Arrays.copyOfRange(scores, text * classes, (text + 1) * classes), 1);
        }
        return probabilities;
    }

    /** Tokens to labels and probabilities. */
    public OnnxGraph toGraph() {
        GraphBuilder graph = new GraphBuilder("classifier");
        Dimension texts = Dimension.free("texts");
        Value ids = graph.input(SentenceEncoder.IDS, ElementType.INT64, texts, Dimension.free("tokens"));
        Value begun = graph.apply(
                "Pad",
                ids,
                graph.constant("before", Tensor.vector(0, START_TOKENS, 0, 0)),
                graph.constant("start", Tensor.integers(new long[] {START})));
        Value scores = NetworkGraph.addTo(graph, network, weights, begun);
        Labels.classify(graph, graph.apply(Operator.of("Softmax").withInt("axis", 1), scores), labels, texts);
        return graph.build();
    }

    /** The tokenizer as the file that serving reads. */
    public String tokenizerJson() {
        return TokenizerFile.write(tokenizer);
    }

    /** Runs a graph of this model. */
    public ServedTexts serve(OnnxGraph graph, List<String> texts) {
        return ServedTexts.of(graph, texts, this::run);
    }

    private float[] run(OrtSession session, String text) {
        long[] ids = Arrays.stream(tokenizer.encode(text))
                .limit(maxLength)
                .asLongStream()
                .toArray();
        try (OnnxTensor tensor = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), new long[][] {ids});
                OrtSession.Result result = session.run(Map.of(SentenceEncoder.IDS, tensor))) {
            return ((float[][]) result.get(Labels.PROBABILITIES).orElseThrow().getValue())[0];
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed to run the classifier", e);
        }
    }
}
