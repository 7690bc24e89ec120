package farebox.training.neural;

import farebox.training.neural.Network.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The networks that families of models are made of. The last layer gives scores: logits of classes, or a number. */
public final class Architectures {
    private Architectures() {}

    /** A multi-layer perceptron over rows of numbers. */
    public static Network perceptron(long inputs, List<Integer> hidden, double dropout, int outputs) {
        List<Layer> layers = new ArrayList<>();
        hidden.forEach(
                units -> layers.addAll(List.of(new Dense(units), new Activate(Activation.RELU), new Dropout(dropout))));
        layers.add(new Dense(outputs));
        return new Network(Input.numbers(inputs), new Sequence(layers));
    }

    /**
     * Blocks of two 3×3 convolutions, each with batch normalisation, and a pooling that halves the image; then one
     * hidden layer.
     */
    public static Network convolutional(Sizes image, List<Integer> filters, int hidden, double dropout, int outputs) {
        List<Layer> layers = new ArrayList<>();
        for (int count : filters) {
            layers.addAll(normalized(count, 3, 1));
            layers.add(new Activate(Activation.RELU));
            layers.addAll(normalized(count, 3, 1));
            layers.addAll(List.of(new Activate(Activation.RELU), Pooling.max(2), new Dropout(dropout / 2)));
        }
        layers.addAll(List.of(
                new Flatten(),
                new Dense(hidden),
                new Activate(Activation.RELU),
                new Dropout(dropout),
                new Dense(outputs)));
        return new Network(new Input(Input.Kind.NUMBERS, image), new Sequence(layers));
    }

    /** Convolutions of fixed sizes, each with ReLU, and a dense layer: the network that tutorials start with. */
    public static Network simpleConvolutional(Sizes image, List<Integer> filters, int outputs) {
        List<Layer> layers = new ArrayList<>();
        filters.forEach(count ->
                layers.addAll(List.of(Convolution.same(count, 3), new Activate(Activation.RELU), Pooling.max(2))));
        layers.addAll(List.of(new Flatten(), new Dense(outputs)));
        return new Network(new Input(Input.Kind.NUMBERS, image), new Sequence(layers));
    }

    /**
     * Recurrent layers on top of each other; the last state decides. With both directions, the mean of all states does.
     */
    public static Network recurrent(Input input, Cell cell, int hidden, int depth, boolean bidirectional, int outputs) {
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < depth; i++) {
            layers.add(new Recurrent(cell, hidden, bidirectional));
        }
        layers.addAll(List.of(bidirectional ? new MeanOverTime() : new LastStep(), new Dense(outputs)));
        return new Network(input, new Sequence(layers));
    }

    /** The size of a transformer; its feed-forward layers are four times as wide. */
    public record TransformerSize(int width, int heads, int blocks, int maxLength, double dropout) {
        public TransformerSize {
            if (width % heads != 0) {
                throw new IllegalArgumentException("%d heads do not share a width of %d".formatted(heads, width));
            }
        }
    }

    /** A transformer encoder over sequences of numbers [t, features]. */
    public static Network sequenceEncoder(Input input, TransformerSize size, int outputs) {
        return new Network(input, encoder(new Dense(size.width()), size, outputs));
    }

    /** A transformer encoder over texts as token ids. */
    public static Network textEncoder(int vocabulary, TransformerSize size, int outputs) {
        return new Network(Input.tokens(), encoder(new Embedding(vocabulary, size.width()), size, outputs));
    }

    /** A causal language model: scores of the next token at every place. */
    public static Network languageModel(int vocabulary, TransformerSize size) {
        List<Layer> layers = new ArrayList<>(List.of(
                new Embedding(vocabulary, size.width()), new Positions(size.maxLength()), new Dropout(size.dropout())));
        layers.addAll(blocks(size, true));
        layers.addAll(List.of(new LayerNormalization(), new Dense(vocabulary)));
        return new Network(Input.tokens(), new Sequence(layers));
    }

    private static Sequence encoder(Layer entry, TransformerSize size, int outputs) {
        List<Layer> layers =
                new ArrayList<>(List.of(entry, new Positions(size.maxLength()), new Dropout(size.dropout())));
        layers.addAll(blocks(size, false));
        layers.addAll(List.of(new LayerNormalization(), new MeanOverTime(), new Dense(outputs)));
        return new Sequence(layers);
    }

    /** Blocks that normalise before they attend, which trains without a long warm-up (Xiong et al. 2020). */
    private static List<Layer> blocks(TransformerSize size, boolean causal) {
        Layer attention = Residual.around(
                new LayerNormalization(),
                new Attention(size.heads(), size.width() / size.heads(), causal),
                new Dropout(size.dropout()));
        Layer feedForward = Residual.around(
                new LayerNormalization(),
                new Dense(4 * size.width()),
                new Activate(Activation.GELU),
                new Dense(size.width()),
                new Dropout(size.dropout()));
        return Stream.generate(() -> Stream.of(attention, feedForward))
                .limit(size.blocks())
                .flatMap(block -> block)
                .toList();
    }

    /** A convolution without bias and its normalisation. */
    static List<Layer> normalized(int filters, int size, int stride) {
        return List.of(new Convolution(filters, size, stride, size / 2, false), new BatchNormalization());
    }
}
