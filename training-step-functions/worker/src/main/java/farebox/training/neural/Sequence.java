package farebox.training.neural;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Layers one after the other. */
public record Sequence(List<Layer> layers) implements Layer {
    public Sequence {
        layers = List.copyOf(layers);
    }

    public static Sequence of(Layer... layers) {
        return new Sequence(Arrays.asList(layers));
    }

    @Override
    public Sizes output(Sizes input) {
        Sizes sizes = input;
        for (Layer layer : layers) {
            sizes = layer.output(sizes);
        }
        return sizes;
    }

    @Override
    public List<WeightSpec> weights(Sizes input) {
        List<WeightSpec> weights = new ArrayList<>();
        Sizes sizes = input;
        for (int i = 0; i < layers.size(); i++) {
            String path = Integer.toString(i);
            layers.get(i).weights(sizes).forEach(weight -> weights.add(weight.within(path)));
            sizes = layers.get(i).output(sizes);
        }
        return weights;
    }

    @Override
    public <T> T apply(Context<T> context, T x) {
        T y = x;
        for (int i = 0; i < layers.size(); i++) {
            y = layers.get(i).apply(context.within(Integer.toString(i)), y);
        }
        return y;
    }
}
