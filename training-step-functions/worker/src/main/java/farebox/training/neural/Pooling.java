package farebox.training.neural;

import farebox.training.neural.Operations.Window;
import java.util.List;

/** The largest or the mean element of each window of an image. */
public record Pooling(Kind kind, int size, int stride, int padding) implements Layer {
    /** What is taken from a window. */
    public enum Kind {
        MAX,
        AVERAGE
    }

    public static Pooling max(int size) {
        return new Pooling(Kind.MAX, size, size, 0);
    }

    public static Pooling average(int size) {
        return new Pooling(Kind.AVERAGE, size, size, 0);
    }

    @Override
    public Sizes output(Sizes input) {
        input.requireRank(3, this);
        return Sizes.of(input.first(), along(input.axes().get(1), window()), along(input.last(), window()));
    }

    @Override
    public List<WeightSpec> weights(Sizes input) {
        return List.of();
    }

    @Override
    public <T> T apply(Context<T> context, T x) {
        return switch (kind) {
            case MAX -> context.operations().maxPool(x, window());
            case AVERAGE -> context.operations().averagePool(x, window());
        };
    }

    private Window window() {
        return new Window(size, stride, padding);
    }

    /** How many windows fit along an axis. */
    static long along(long axis, Window window) {
        long places = (axis + 2L * window.padding() - window.size()) / window.stride() + 1;
        if (axis + 2L * window.padding() < window.size()) {
            throw new IllegalArgumentException(
                    "a window of %d does not fit into %d pixels".formatted(window.size(), axis));
        }
        return places;
    }
}
