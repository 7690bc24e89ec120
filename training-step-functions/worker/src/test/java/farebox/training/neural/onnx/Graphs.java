package farebox.training.neural.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import farebox.training.neural.Inputs;
import farebox.training.neural.Sizes;
import farebox.training.onnx.OnnxGraph;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Map;
import java.util.stream.LongStream;

/** Runs graphs of networks, with one input and one output. */
public final class Graphs {
    private static final OrtEnvironment ORT = OrtEnvironment.getEnvironment();

    private Graphs() {}

    /** The scores of all examples, in one call. */
    public static float[] run(OnnxGraph graph, Inputs inputs) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            try (OrtSession session = ORT.createSession(graph.toBytes(), options);
                    OnnxTensor tensor = tensor(inputs);
                    OrtSession.Result result = session.run(Map.of(graph.inputs().getFirst(), tensor))) {
                FloatBuffer scores = ((OnnxTensor) result.get(0)).getFloatBuffer();
                float[] values = new float[scores.remaining()];
                scores.get(values);
                return values;
            }
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }

    public static double largestDifference(float[] some, float[] others) {
        double largest = 0;
        for (int i = 0; i < some.length; i++) {
            largest = Math.max(largest, Math.abs((double) some[i] - others[i]));
        }
        return largest;
    }

    private static OnnxTensor tensor(Inputs inputs) throws OrtException {
        return switch (inputs) {
            case Inputs.Numbers(float[] values, Sizes sizes) ->
                OnnxTensor.createTensor(ORT, FloatBuffer.wrap(values), shape(inputs.count(), sizes));
            case Inputs.Tokens(long[] ids, int length) ->
                OnnxTensor.createTensor(ORT, LongBuffer.wrap(ids), new long[] {inputs.count(), length});
        };
    }

    private static long[] shape(int count, Sizes sizes) {
        return LongStream.concat(LongStream.of(count), sizes.axes().stream().mapToLong(Long::longValue))
                .toArray();
    }
}
