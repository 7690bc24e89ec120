package farebox.training.neural;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A network: what goes in, and the layers it passes. */
public record Network(Input input, Sequence layers) {
    /** What goes in: numbers, or ids of tokens where 0 is padding. */
    public record Input(Kind kind, Sizes sizes) {
        /** What an input's elements are. */
        public enum Kind {
            NUMBERS,
            TOKENS
        }

        public static Input numbers(long... sizes) {
            return new Input(Kind.NUMBERS, Sizes.of(sizes));
        }

        /** Token ids of any length. */
        public static Input tokens() {
            return new Input(Kind.TOKENS, Sizes.of(Sizes.FREE));
        }
    }

    public static Network of(Input input, Layer... layers) {
        return new Network(input, Sequence.of(layers));
    }

    public List<WeightSpec> weights() {
        return layers.weights(input.sizes());
    }

    /**
     * What comes out of an example.
     *
     * @throws IllegalArgumentException when a layer does not fit the one before it
     */
    public Sizes output() {
        return layers.output(input.sizes());
    }

    /** Every attention, in the order in which they run. */
    public List<Attention> attentions() {
        return attentions(layers).toList();
    }

    private static Stream<Attention> attentions(Layer layer) {
        return switch (layer) {
            case Attention attention -> Stream.of(attention);
            case Sequence(List<Layer> parts) -> parts.stream().flatMap(Network::attentions);
            case Residual(Sequence body, Sequence shortcut) -> Stream.concat(attentions(body), attentions(shortcut));
            case Activate _,
                    BatchNormalization _,
                    Convolution _,
                    Dense _,
                    Dropout _,
                    Embedding _,
                    Flatten _,
                    GlobalPooling _,
                    LastStep _,
                    LayerNormalization _,
                    MeanOverTime _,
                    Pooling _,
                    Positions _,
                    Recurrent _ -> Stream.empty();
        };
    }

    /** Runs the network on a batch. */
    public <T> T apply(Operations<T> operations, Map<String, T> weights, T x) {
        Context<T> context = Context.of(operations, weights);
        return layers.apply(input.kind() == Input.Kind.TOKENS ? context.withTokens(operations.isToken(x)) : context, x);
    }

    /** Runs the network on tokens of which none is padding, behind those that the cache remembers. */
    public <T> T apply(Operations<T> operations, Map<String, T> weights, KeyValueCache<T> cache, T x) {
        return layers.apply(Context.of(operations, weights).withCache(cache), x);
    }
}
