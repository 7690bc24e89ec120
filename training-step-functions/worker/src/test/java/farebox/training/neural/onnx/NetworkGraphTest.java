package farebox.training.neural.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import farebox.training.neural.Architectures;
import farebox.training.neural.Architectures.TransformerSize;
import farebox.training.neural.Cell;
import farebox.training.neural.Initializer;
import farebox.training.neural.Inputs;
import farebox.training.neural.Network;
import farebox.training.neural.Network.Input;
import farebox.training.neural.ResidualNetworks;
import farebox.training.neural.ResidualNetworks.Depth;
import farebox.training.neural.Sizes;
import farebox.training.neural.WeightSpec;
import farebox.training.neural.Weights;
import farebox.training.neural.djl.Predictor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A network says the same in the trainer and in the graph, over 1,000 examples where they are small. */
final class NetworkGraphTest {
    private static final double TOLERANCE = 1e-4;
    private static final TransformerSize SMALL = new TransformerSize(16, 4, 2, 12, 0.1);

    static List<Arguments> networks() {
        Sizes image = Sizes.of(1, 8, 8);
        List<Arguments> networks = new ArrayList<>(List.of(
                Arguments.of("perceptron", Architectures.perceptron(8, List.of(10, 5), 0.1, 3), 1000),
                Arguments.of("convolutional", Architectures.convolutional(image, List.of(8, 16), 32, 0.2, 10), 1000),
                Arguments.of("simple convolutional", Architectures.simpleConvolutional(image, List.of(8), 10), 1000),
                Arguments.of("ResNet-18", ResidualNetworks.of(Depth.RESNET_18, Sizes.of(1, 16, 16), 10), 20),
                Arguments.of("ResNet-50", ResidualNetworks.of(Depth.RESNET_50, Sizes.of(3, 64, 64), 10), 4),
                Arguments.of("encoder", Architectures.sequenceEncoder(Input.numbers(12, 5), SMALL, 4), 1000),
                Arguments.of("text encoder", Architectures.textEncoder(50, SMALL, 4), 1000),
                Arguments.of("language model", Architectures.languageModel(50, SMALL), 1000)));
        for (Cell cell : Cell.values()) {
            for (boolean both : List.of(false, true)) {
                Network network = Architectures.recurrent(Input.numbers(12, 5), cell, 7, 2, both, 4);
                networks.add(Arguments.of(cell + (both ? " both ways" : ""), network, 1000));
            }
        }
        return networks;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void graph_saysWhatTheTrainerSays(String name, Network network, int count) {
        RandomGenerator random = new Random(7);
        Weights weights = disturbed(network, random);
        Inputs inputs = inputs(network, count, random);

        float[] expected;
        try (Predictor predictor = new Predictor(network, weights, Device.cpu())) {
            expected = predictor.predict(inputs);
        }
        float[] actual = Graphs.run(NetworkGraph.of(network, weights, "x", "y"), inputs);

        assertThat(actual).hasSameSizeAs(expected);
        assertThat(spread(expected)).as("spread of the scores of %s", name).isGreaterThan(0.01);
        assertThat(Graphs.largestDifference(actual, expected))
                .isCloseTo(0, within(TOLERANCE * Math.max(1, spread(expected))));
    }

    /** No weight stays at zero or one, so that a weight that is mixed up with another shows. */
    private static Weights disturbed(Network network, RandomGenerator random) {
        SequencedMap<String, float[]> values = new LinkedHashMap<>();
        for (WeightSpec spec : network.weights()) {
            float[] value = spec.initializer().values(spec.count(), random);
            for (int i = 0; i < value.length; i++) {
                value[i] *= 1 + 0.1f * random.nextFloat();
                value[i] += spec.initializer() instanceof Initializer.Constant ? 0.1f * random.nextFloat() : 0;
            }
            values.put(spec.name(), value);
        }
        return new Weights(values);
    }

    private static Inputs inputs(Network network, int count, RandomGenerator random) {
        return switch (network.input().kind()) {
            case NUMBERS -> numbers(network.input().sizes(), count, random);
            case TOKENS -> tokens(count, 12, random);
        };
    }

    private static Inputs numbers(Sizes sizes, int count, RandomGenerator random) {
        float[] values = new float[Math.toIntExact(count * sizes.count())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new Inputs.Numbers(values, sizes);
    }

    /** Texts of different lengths, with padding behind. */
    private static Inputs tokens(int count, int length, RandomGenerator random) {
        long[] ids = new long[count * length];
        for (int text = 0; text < count; text++) {
            int tokens = random.nextInt(1, length + 1);
            for (int i = 0; i < tokens; i++) {
                ids[text * length + i] = random.nextInt(1, 50);
            }
        }
        return new Inputs.Tokens(ids, length);
    }

    private static double spread(float[] values) {
        float least = Float.MAX_VALUE;
        float most = -Float.MAX_VALUE;
        for (float value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        return most - least;
    }
}
