package farebox.training.neural.image;

import farebox.kernel.InvalidRequest;
import farebox.training.neural.Inputs;
import farebox.training.onnx.Dimension;
import farebox.training.onnx.ElementType;
import farebox.training.onnx.GraphBuilder;
import farebox.training.onnx.Labels;
import farebox.training.onnx.OnnxGraph;
import farebox.training.onnx.Operator;
import farebox.training.onnx.Tensor;
import farebox.training.onnx.Value;
import farebox.training.spec.TrainingSpec.Backbone;
import farebox.training.tabular.Matrix;
import farebox.training.tabular.TabularModel;
import java.util.List;
import java.util.Map;

/**
 * A given graph that turns images into features, such as a classifier without its last layer. It stays as it is:
 * features are computed once for each image, a head learns from them, and the head is joined to the graph.
 *
 * @param features the value of the graph that the head takes, [images, ..]
 */
public record FrozenBackbone(OnnxGraph graph, String features) {
    /** Input of a backbone whose images are those of a service: float32 [images, 3, side, side], 0 to 1. */
    public static final String IMAGE = "image";

    private static final String CUT = "backbone_features";
    private static final String FLAT = "flat_features";
    private static final String HEAD_INPUT = "features";
    private static final int COLOURS = 3;
    private static final Dimension IMAGES = Dimension.free("images");

    /**
     * A graph of anyone's, behind what makes its input of the images of a service.
     *
     * @throws InvalidRequest if the graph has no such features
     */
    public static FrozenBackbone of(OnnxGraph given, Backbone spec, int side) {
        String features = spec.features().orElseThrow();
        if (!given.values().contains(features)) {
            throw new InvalidRequest(
                    "backbone.features: %s has no value \"%s\"; its outputs are %s"
                            .formatted(spec.file(), features, given.outputs()),
                    "backbone.features");
        }
        GraphBuilder adapter = new GraphBuilder("adapter", given.opset());
        Dimension square = Dimension.fixed(side);
        Value image = adapter.input(IMAGE, ElementType.FLOAT, IMAGES, Dimension.fixed(COLOURS), square, square);
        adapter.output("adapted", adapted(adapter, image, spec), ElementType.FLOAT, IMAGES);
        OnnxGraph cut = new FrozenBackbone(given, features).flattened(CUT);
        String input = given.inputs().getFirst();
        return new FrozenBackbone(adapter.build().append(cut, Map.of(input, "adapted")), CUT);
    }

    private static Value adapted(GraphBuilder adapter, Value image, Backbone spec) {
        Value ordered = spec.bgr()
                ? adapter.apply(
                        Operator.of("Gather").withInt("axis", 1),
                        image,
                        adapter.constant("bgr", Tensor.vector(2, 1, 0)))
                : image;
        Value scaled = adapter.apply("Mul", ordered, adapter.constant("scale", Tensor.scalar((float) spec.scale())));
        Value centred = adapter.apply("Sub", scaled, channels(adapter, "mean", spec.mean()));
        Value normal = adapter.apply("Div", centred, channels(adapter, "deviation", spec.deviation()));
        return spec.channelsLast()
                ? adapter.apply(Operator.of("Transpose").withInts("perm", 0, 2, 3, 1), normal)
                : normal;
    }

    private static Value channels(GraphBuilder adapter, String name, List<Double> numbers) {
        float[] values = new float[COLOURS];
        for (int i = 0; i < COLOURS; i++) {
            values[i] = numbers.get(i).floatValue();
        }
        return adapter.constant(name, Tensor.floats(values, 1, COLOURS, 1, 1));
    }

    /** The features of each image, a row each. */
    public Matrix featuresOf(Inputs.Numbers images) {
        try (ImageSession session = ImageSession.open(flattened(FLAT))) {
            return Matrix.ofRows(session.run(FLAT, images));
        }
    }

    private OnnxGraph flattened(String output) {
        GraphBuilder flat = new GraphBuilder(HEAD_INPUT, graph.opset());
        flat.output(output, flattened(flat), ElementType.FLOAT, IMAGES, Dimension.free("width"));
        return join(flat);
    }

    /** Images to {@link Labels#LABEL} and {@link Labels#PROBABILITIES} in one graph. */
    public OnnxGraph withHead(TabularModel head, List<String> labels) {
        GraphBuilder builder = new GraphBuilder("head", graph.opset());
        Labels.classify(builder, head.export(builder, flattened(builder)), labels, IMAGES);
        return join(builder);
    }

    private OnnxGraph join(GraphBuilder head) {
        return graph.append(head.build(), Map.of(HEAD_INPUT, features));
    }

    private static Value flattened(GraphBuilder builder) {
        Value given = builder.input(HEAD_INPUT, ElementType.FLOAT, IMAGES);
        return builder.apply("Reshape", given, builder.constant("flat", Tensor.vector(0, -1)));
    }
}
