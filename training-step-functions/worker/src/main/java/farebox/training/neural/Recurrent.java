package farebox.training.neural;

import farebox.training.neural.Operations.CellWeights;
import java.util.ArrayList;
import java.util.List;

/**
 * A recurrent layer over sequences [t, in]: states [t, hidden], or both directions beside each other. Every direction
 * is a layer of its own, because DJL's bidirectional one gives PyTorch the biases in the wrong order.
 */
public record Recurrent(Cell cell, int hidden, boolean bidirectional) implements Layer {
    private static final String FORWARDS = "forwards";
    private static final String BACKWARDS = "backwards";

    @Override
    public Sizes output(Sizes input) {
        return input.requireRank(2, this).withLast(bidirectional ? 2L * hidden : hidden);
    }

    @Override
    public List<WeightSpec> weights(Sizes input) {
        List<WeightSpec> weights = new ArrayList<>();
        direction(input.last()).forEach(weight -> weights.add(weight.within(FORWARDS)));
        if (bidirectional) {
            direction(input.last()).forEach(weight -> weights.add(weight.within(BACKWARDS)));
        }
        return weights;
    }

    private List<WeightSpec> direction(long inputs) {
        Initializer initializer = new Initializer.Uniform(1 / Math.sqrt(hidden));
        long rows = (long) cell.gates() * hidden;
        return List.of(
                WeightSpec.weight("input", initializer, rows, inputs),
                WeightSpec.weight("hidden", initializer, rows, (long) hidden),
                WeightSpec.bias("inputBias", initializer, rows),
                WeightSpec.bias("hiddenBias", initializer, rows));
    }

    @Override
    public <T> T apply(Context<T> context, T x) {
        T forwards = run(context.within(FORWARDS), x, false);
        if (!bidirectional) {
            return forwards;
        }
        return context.operations().concat(forwards, run(context.within(BACKWARDS), x, true), 2);
    }

    private <T> T run(Context<T> context, T x, boolean backwards) {
        CellWeights<T> weights = new CellWeights<>(
                context.weight("input"),
                context.weight("hidden"),
                context.weight("inputBias"),
                context.weight("hiddenBias"));
        return context.operations().recur(x, cell, weights, backwards);
    }
}
