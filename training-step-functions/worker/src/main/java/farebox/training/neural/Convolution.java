package farebox.training.neural;

import farebox.training.neural.Operations.Window;
import java.util.ArrayList;
import java.util.List;

/** A convolution of images [channels, height, width]. It needs no bias where a batch normalisation follows. */
public record Convolution(int filters, int size, int stride, int padding, boolean bias) implements Layer {
    /** A convolution that keeps height and width, for odd sizes. */
    public static Convolution same(int filters, int size) {
        return new Convolution(filters, size, 1, size / 2, true);
    }

    @Override
    public Sizes output(Sizes input) {
        input.requireRank(3, this);
        return Sizes.of(filters, Pooling.along(input.axes().get(1), window()), Pooling.along(input.last(), window()));
    }

    @Override
    public List<WeightSpec> weights(Sizes input) {
        long channels = input.requireRank(3, this).first();
        List<WeightSpec> weights = new ArrayList<>();
        weights.add(WeightSpec.weight(
                "weight", Initializer.he(channels * size * size), (long) filters, channels, (long) size, (long) size));
        if (bias) {
            weights.add(WeightSpec.bias("bias", Initializer.zero(), (long) filters));
        }
        return weights;
    }

    @Override
    public <T> T apply(Context<T> context, T x) {
        return context.operations()
                .convolve(x, context.weight("weight"), bias ? context.weight("bias") : null, window());
    }

    private Window window() {
        return new Window(size, stride, padding);
    }
}
