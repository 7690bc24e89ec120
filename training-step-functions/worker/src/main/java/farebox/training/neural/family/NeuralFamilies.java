package farebox.training.neural.family;

import farebox.kernel.InvalidRequest;
import farebox.training.neural.Architectures;
import farebox.training.neural.Architectures.TransformerSize;
import farebox.training.neural.Cell;
import farebox.training.neural.Network;
import farebox.training.neural.Network.Input;
import farebox.training.neural.ResidualNetworks;
import farebox.training.neural.ResidualNetworks.Depth;
import farebox.training.neural.Sizes;
import farebox.training.tabular.Parameter;
import farebox.training.tabular.ParameterValues;
import farebox.training.tabular.Preparation;
import farebox.training.tabular.TabularFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The families. Images lie in a row channel by channel and row by row; their parameter {@code channels} tells where one
 * channel ends, and height and width are the same. Sequences lie step by step; their parameter {@code steps} tells how
 * many there are.
 */
public final class NeuralFamilies {
    private static final String HIDDEN = "hidden";
    private static final String DROPOUT = "dropout";
    public static final String CHANNELS = "channels";
    private static final String STEPS = "steps";
    private static final String DEPTH = "depth";
    private static final String BOTH_WAYS = "bidirectional";

    /** A column of one value is left out unless the columns have one unit. */
    private static final String KEEP = "; set features.scale to common to keep columns of one value";

    private NeuralFamilies() {}

    /** All families, each under the word that stands for it in a spec. */
    public static List<TabularFamily> all() {
        List<TabularFamily> families = new ArrayList<>(List.of(perceptron(), convolutional(), tutorial(), encoder()));
        Stream.of(Depth.values()).map(NeuralFamilies::residual).forEach(families::add);
        Stream.of(Cell.values()).map(NeuralFamilies::recurrent).forEach(families::add);
        return families;
    }

    /**
     * A family of images.
     *
     * @param start weights of an earlier training to begin with
     * @throws InvalidRequest if it takes other things
     */
    public static TabularFamily ofImages(String name, Optional<GivenWeights> start) {
        return all().stream()
                .map(NeuralFamily.class::cast)
                .filter(family -> family.name().equals(name) && family.takesImages())
                .findFirst()
                .map(family -> start.map(family::startingFrom).orElse(family))
                .orElseThrow(() -> new InvalidRequest("family %s does not take images".formatted(name), "family"));
    }

    private static TabularFamily perceptron() {
        List<Parameter> parameters = List.of(
                Parameter.count(HIDDEN, 64, 1, 10_000),
                Parameter.count("hidden2", 0, 0, 10_000),
                Parameter.number(DROPOUT, 0, 0, 0.9));
        return new NeuralFamily("mlp", parameters, Preparation.STANDARD, (columns, outputs, values) -> {
            List<Integer> hidden = Stream.of(values.count(HIDDEN), values.count("hidden2"))
                    .filter(units -> units > 0)
                    .toList();
            return Architectures.perceptron(columns, hidden, values.number(DROPOUT), outputs);
        });
    }

    private static TabularFamily convolutional() {
        List<Parameter> parameters = List.of(
                channels(),
                Parameter.count("filters", 32, 1, 1_000),
                Parameter.count("blocks", 2, 1, 5),
                Parameter.count(HIDDEN, 128, 1, 10_000),
                Parameter.number(DROPOUT, 0.3, 0, 0.9));
        return new NeuralFamily("cnn", parameters, Preparation.COMMON, (columns, outputs, values) -> {
            List<Integer> filters = Stream.iterate(values.count("filters"), count -> 2 * count)
                    .limit(values.count("blocks"))
                    .toList();
            return Architectures.convolutional(
                    image(columns, values), filters, values.count(HIDDEN), values.number(DROPOUT), outputs);
        });
    }

    /** One 3×3 convolution, a pooling and a dense layer. */
    private static TabularFamily tutorial() {
        List<Parameter> parameters = List.of(channels(), Parameter.count("filters", 32, 1, 1_000));
        return new NeuralFamily(
                "simple_cnn",
                parameters,
                Preparation.COMMON,
                (columns, outputs, values) -> Architectures.simpleConvolutional(
                        image(columns, values), List.of(values.count("filters")), outputs));
    }

    private static TabularFamily residual(Depth depth) {
        return new NeuralFamily(
                depth.name().toLowerCase(Locale.ROOT),
                List.of(channels()),
                Preparation.COMMON,
                (columns, outputs, values) -> ResidualNetworks.of(depth, image(columns, values), outputs));
    }

    private static TabularFamily recurrent(Cell cell) {
        List<Parameter> parameters = List.of(
                steps(),
                Parameter.count(HIDDEN, 32, 1, 4_096),
                Parameter.count(DEPTH, 1, 1, 8),
                Parameter.count(BOTH_WAYS, 0, 0, 1));
        return new NeuralFamily(
                cell.name().toLowerCase(Locale.ROOT),
                parameters,
                Preparation.COMMON,
                (columns, outputs, values) -> recurrent(cell, sequence(columns, values), values, outputs));
    }

    private static Network recurrent(Cell cell, Input input, ParameterValues values, int outputs) {
        return Architectures.recurrent(
                input, cell, values.count(HIDDEN), values.count(DEPTH), values.count(BOTH_WAYS) == 1, outputs);
    }

    private static TabularFamily encoder() {
        List<Parameter> parameters = List.of(
                steps(),
                Parameter.count("width", 32, 1, 4_096),
                Parameter.count("heads", 4, 1, 64),
                Parameter.count(DEPTH, 2, 1, 48),
                Parameter.number(DROPOUT, 0.1, 0, 0.9));
        return new NeuralFamily("transformer", parameters, Preparation.COMMON, (columns, outputs, values) -> {
            TransformerSize size = new TransformerSize(
                    values.count("width"),
                    values.count("heads"),
                    values.count(DEPTH),
                    values.count(STEPS),
                    values.number(DROPOUT));
            return Architectures.sequenceEncoder(sequence(columns, values), size, outputs);
        });
    }

    private static Parameter channels() {
        return Parameter.count(CHANNELS, 1, 1, 16);
    }

    private static Parameter steps() {
        return Parameter.count(STEPS, 1, 1, 100_000);
    }

    private static Sizes image(int columns, ParameterValues values) {
        int channels = values.count(CHANNELS);
        long side = Math.round(Math.sqrt((double) columns / channels));
        if (channels * side * side != columns) {
            throw NeuralFamily.misfit(
                    CHANNELS, "%d columns are no square image of %d channels%s".formatted(columns, channels, KEEP));
        }
        return Sizes.of(channels, side, side);
    }

    private static Input sequence(int columns, ParameterValues values) {
        int steps = values.count(STEPS);
        if (columns % steps != 0) {
            throw NeuralFamily.misfit(
                    STEPS, "%d columns are no sequence of %d steps%s".formatted(columns, steps, KEEP));
        }
        return Input.numbers(steps, columns / steps);
    }
}
