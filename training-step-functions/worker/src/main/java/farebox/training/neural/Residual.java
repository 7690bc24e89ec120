package farebox.training.neural;

import java.util.ArrayList;
import java.util.List;

/** The sum of two ways: the body, and a shortcut that has no layers where the body keeps the sizes. */
public record Residual(Sequence body, Sequence shortcut) implements Layer {
    private static final String BODY = "body";
    private static final String SHORTCUT = "shortcut";

    /** A body around which the input passes as it is. */
    public static Residual around(Layer... body) {
        return new Residual(Sequence.of(body), Sequence.of());
    }

    @Override
    public Sizes output(Sizes input) {
        Sizes output = body.output(input);
        if (!shortcut.output(input).equals(output)) {
            throw new IllegalArgumentException("the ways of a residual end in %s and %s"
                    .formatted(output.axes(), shortcut.output(input).axes()));
        }
        return output;
    }

    @Override
    public List<WeightSpec> weights(Sizes input) {
        List<WeightSpec> weights = new ArrayList<>();
        body.weights(input).forEach(weight -> weights.add(weight.within(BODY)));
        shortcut.weights(input).forEach(weight -> weights.add(weight.within(SHORTCUT)));
        return weights;
    }

    @Override
    public <T> T apply(Context<T> context, T x) {
        return context.operations()
                .add(body.apply(context.within(BODY), x), shortcut.apply(context.within(SHORTCUT), x));
    }
}
