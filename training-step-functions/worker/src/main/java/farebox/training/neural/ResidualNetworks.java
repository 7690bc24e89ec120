package farebox.training.neural;

import farebox.training.neural.Network.Input;
import java.util.ArrayList;
import java.util.List;

/** Deep residual networks for images (He et al. 2015), with the stride of a bottleneck in its 3×3 convolution. */
public final class ResidualNetworks {
    /** Below this height and width the network starts without halving the image twice, as for CIFAR-10. */
    private static final int SMALL_IMAGE = 64;

    /** The depth, by the usual names. */
    public enum Depth {
        RESNET_18,
        RESNET_50;

        /** The number of blocks of each stage. */
        private List<Integer> blocks() {
            return switch (this) {
                case RESNET_18 -> List.of(2, 2, 2, 2);
                case RESNET_50 -> List.of(3, 4, 6, 3);
            };
        }

        /** How many times as many channels leave a block as its 3×3 convolution has. */
        private int expansion() {
            return switch (this) {
                case RESNET_18 -> 1;
                case RESNET_50 -> 4;
            };
        }
    }

    private ResidualNetworks() {}

    public static Network of(Depth depth, Sizes image, int outputs) {
        List<Layer> layers = new ArrayList<>(stem(image));
        int filters = 64;
        int channels = 64;
        for (int stage = 0; stage < depth.blocks().size(); stage++, filters *= 2) {
            for (int block = 0; block < depth.blocks().get(stage); block++) {
                int stride = block == 0 && stage > 0 ? 2 : 1;
                layers.addAll(block(depth, channels, filters, stride));
                channels = filters * depth.expansion();
            }
        }
        layers.addAll(List.of(new GlobalPooling(), new Dense(outputs)));
        return new Network(new Input(Input.Kind.NUMBERS, image), new Sequence(layers));
    }

    private static List<Layer> stem(Sizes image) {
        List<Layer> layers = new ArrayList<>();
        if (image.last() < SMALL_IMAGE) {
            layers.addAll(Architectures.normalized(64, 3, 1));
            layers.add(new Activate(Activation.RELU));
        } else {
            layers.addAll(Architectures.normalized(64, 7, 2));
            layers.add(new Activate(Activation.RELU));
            layers.add(new Pooling(Pooling.Kind.MAX, 3, 2, 1));
        }
        return layers;
    }

    private static List<Layer> block(Depth depth, int channels, int filters, int stride) {
        int outputs = filters * depth.expansion();
        List<Layer> body = depth.expansion() == 1 ? basic(filters, stride) : bottleneck(filters, stride, outputs);
        boolean same = channels == outputs && stride == 1;
        List<Layer> shortcut = same ? List.of() : Architectures.normalized(outputs, 1, stride);
        return List.of(new Residual(new Sequence(body), new Sequence(shortcut)), new Activate(Activation.RELU));
    }

    private static List<Layer> basic(int filters, int stride) {
        List<Layer> layers = new ArrayList<>(Architectures.normalized(filters, 3, stride));
        layers.add(new Activate(Activation.RELU));
        layers.addAll(Architectures.normalized(filters, 3, 1));
        return layers;
    }

    private static List<Layer> bottleneck(int filters, int stride, int outputs) {
        List<Layer> layers = new ArrayList<>(Architectures.normalized(filters, 1, 1));
        layers.add(new Activate(Activation.RELU));
        layers.addAll(Architectures.normalized(filters, 3, stride));
        layers.add(new Activate(Activation.RELU));
        layers.addAll(Architectures.normalized(outputs, 1, 1));
        return layers;
    }
}
