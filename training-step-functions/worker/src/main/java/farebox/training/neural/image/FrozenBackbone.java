package farebox.training.neural.image;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import farebox.training.neural.Inputs;
import farebox.training.neural.Sizes;
import farebox.training.onnx.Dimension;
import farebox.training.onnx.ElementType;
import farebox.training.onnx.GraphBuilder;
import farebox.training.onnx.OnnxGraph;
import farebox.training.onnx.Tensor;
import farebox.training.onnx.Value;
import farebox.training.tabular.Matrix;
import farebox.training.tabular.TabularModel;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A given graph that turns images into features, such as a classifier without its last layer. It stays as it is:
 * features are computed once for each image, a head learns from them, and the head is joined to the graph.
 *
 * @param features the value of the graph that the head takes, [images, ..]
 */
public record FrozenBackbone(OnnxGraph graph, String features) {
    /** Output of a graph with a head: the head's predictions, float32 [images, outputs]. */
    public static final String OUTPUT = "output";

    private static final String HEAD_INPUT = "features";
    private static final int BATCH = 32;
    private static final Dimension IMAGES = Dimension.free("images");

    /** The features of each image, a row each. */
    public Matrix featuresOf(Inputs.Numbers images) {
        GraphBuilder flat = new GraphBuilder("features", graph.opset());
        flat.output(OUTPUT, flattened(flat), ElementType.FLOAT, IMAGES, Dimension.free("width"));
        return run(join(flat), images);
    }

    /** Images to predictions in one graph. */
    public OnnxGraph withHead(TabularModel head) {
        GraphBuilder builder = new GraphBuilder("head", graph.opset());
        Value outputs = head.export(builder, flattened(builder));
        builder.output(OUTPUT, outputs, ElementType.FLOAT, IMAGES, Dimension.free("outputs"));
        return join(builder);
    }

    /** What a graph with a head gives for images, a row each. */
    public static Matrix run(OnnxGraph graph, Inputs.Numbers images) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            try (OrtSession session = OrtEnvironment.getEnvironment().createSession(graph.toBytes(), options)) {
                return run(session, images);
            }
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed to run the backbone", e);
        }
    }

    private OnnxGraph join(GraphBuilder head) {
        return graph.append(head.build(), Map.of(HEAD_INPUT, features));
    }

    private static Value flattened(GraphBuilder builder) {
        Value given = builder.input(HEAD_INPUT, ElementType.FLOAT, IMAGES);
        return builder.apply("Reshape", given, builder.constant("flat", Tensor.vector(0, -1)));
    }

    private static Matrix run(OrtSession session, Inputs.Numbers images) throws OrtException {
        int count = images.count();
        float[][] rows = new float[count][];
        for (int start = 0; start < count; start += BATCH) {
            int[] batch = IntStream.range(start, Math.min(count, start + BATCH)).toArray();
            float[][] outputs = call(session, (Inputs.Numbers) images.select(batch));
            System.arraycopy(outputs, 0, rows, start, outputs.length);
        }
        float[] all = new float[count * rows[0].length];
        for (int row = 0; row < count; row++) {
            System.arraycopy(rows[row], 0, all, row * rows[row].length, rows[row].length);
        }
        return Matrix.of(rows[0].length, all);
    }

    private static float[][] call(OrtSession session, Inputs.Numbers images) throws OrtException {
        String input = session.getInputNames().iterator().next();
        long[] shape = shape(images.count(), images.sizes());
        try (OnnxTensor tensor = OnnxTensor.createTensor(
                        OrtEnvironment.getEnvironment(), FloatBuffer.wrap(images.values()), shape);
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            return (float[][]) result.get(0).getValue();
        }
    }

    private static long[] shape(int count, Sizes sizes) {
        return LongStream.concat(LongStream.of(count), sizes.axes().stream().mapToLong(Long::longValue))
                .toArray();
    }
}
