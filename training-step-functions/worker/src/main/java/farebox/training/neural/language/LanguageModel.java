package farebox.training.neural.language;

import ai.djl.Device;
import farebox.training.neural.Inputs;
import farebox.training.neural.Network;
import farebox.training.neural.Weights;
import farebox.training.neural.djl.Predictor;
import farebox.training.neural.onnx.CachedNetworkGraph;
import farebox.training.onnx.OnnxGraph;
import java.util.Arrays;

/**
 * A trained causal language model.
 *
 * @param maxLength the number of tokens that it can see
 */
public record LanguageModel(Network network, Weights weights, BytePairTokenizer tokenizer, int maxLength) {
    private static final int CONTEXTS = 2;

    /**
     * The graph that serves it: {@code input_ids} and a key-value cache to {@code logits} and the cache that follows.
     */
    public OnnxGraph toGraph() {
        return CachedNetworkGraph.of(network, weights);
    }

    /** Its tokenizer as the file that serving reads. */
    public String tokenizerJson() {
        return TokenizerFile.write(tokenizer);
    }

    /**
     * The mean number of bits that a character of a text costs. Windows overlap by half, and only the second half of
     * each is counted, so that every counted token has at least half a window before it; the first window is not
     * counted.
     */
    public double bitsPerCharacter(String text) {
        int[] tokens = tokenizer.encode(text);
        int step = maxLength / CONTEXTS;
        double nats = 0;
        long characters = 0;
        try (Predictor predictor = new Predictor(network, weights, Device.cpu())) {
            for (int start = 0; start + maxLength < tokens.length; start += step) {
                int[] window = Arrays.copyOfRange(tokens, start, start + maxLength + 1);
                nats += cost(predictor, window, step);
                characters += tokenizer
                        .decode(Arrays.copyOfRange(window, step + 1, window.length))
                        .length();
            }
        }
        return nats / Math.log(2) / characters;
    }

    /** What the tokens behind place {@code from} of a window cost, in nats. */
    private double cost(Predictor predictor, int[] window, int from) {
        long[] inputs = Arrays.stream(window).limit(maxLength).asLongStream().toArray();
        float[] scores = predictor.predict(new Inputs.Tokens(inputs, maxLength));
        double nats = 0;
        for (int place = from; place < maxLength; place++) {
            float[] logits =
                    Arrays.copyOfRange(scores, place * tokenizer.vocabulary(), (place + 1) * tokenizer.vocabulary());
            nats -= Math.log(TokenChoice.probabilities(logits, 1)[window[place + 1]]);
        }
        return nats;
    }
}
