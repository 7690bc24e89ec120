package farebox.training.neural.onnx;

import farebox.training.neural.Network;
import farebox.training.neural.Network.Input;
import farebox.training.neural.Sizes;
import farebox.training.neural.Weights;
import farebox.training.onnx.Dimension;
import farebox.training.onnx.ElementType;
import farebox.training.onnx.GraphBuilder;
import farebox.training.onnx.OnnxGraph;
import farebox.training.onnx.Value;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A trained network as a graph, alone or within a larger one. */
public final class NetworkGraph {
    private static final String BATCH = "batch";

    private NetworkGraph() {}

    /** Adds the network to a graph that makes its input, and returns the scores. */
    public static Value addTo(GraphBuilder graph, Network network, Weights weights, Value input) {
        NetworkConstants constants = new NetworkConstants(graph, network, weights);
        return network.apply(new OnnxOperations(graph, constants), constants.values(), input);
    }

    /** The network alone, with one input and one output of these names. */
    public static OnnxGraph of(Network network, Weights weights, String input, String output) {
        GraphBuilder graph = new GraphBuilder("network");
        Value x = graph.input(
                input, elements(network.input()), dimensions(network.input().sizes()));
        graph.output(output, addTo(graph, network, weights, x), ElementType.FLOAT, dimensions(network.output()));
        return graph.build();
    }

    private static ElementType elements(Input input) {
        return switch (input.kind()) {
            case NUMBERS -> ElementType.FLOAT;
            case TOKENS -> ElementType.INT64;
        };
    }

    private static Dimension[] dimensions(Sizes sizes) {
        Stream<Dimension> axes = IntStream.range(0, sizes.rank()).mapToObj(axis -> dimension(sizes, axis));
        return Stream.concat(Stream.of(Dimension.free(BATCH)), axes).toArray(Dimension[]::new);
    }

    private static Dimension dimension(Sizes sizes, int axis) {
        long size = sizes.axes().get(axis);
        return size == Sizes.FREE ? Dimension.free("axis" + (axis + 1)) : Dimension.fixed(size);
    }
}
