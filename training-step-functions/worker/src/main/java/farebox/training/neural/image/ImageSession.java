package farebox.training.neural.image;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import farebox.training.export.OnnxSessions;
import farebox.training.neural.Inputs;
import farebox.training.onnx.OnnxGraph;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** A graph in ONNX Runtime that takes images and gives rows of numbers. */
public final class ImageSession implements AutoCloseable {
    /** Images of one run. */
    static final int BATCH = 32;

    private final OrtSession session;

    private ImageSession(OrtSession session) {
        this.session = session;
    }

    /** @throws IllegalStateException if ONNX Runtime refuses the graph */
    public static ImageSession open(OnnxGraph graph) {
        return new ImageSession(OnnxSessions.open(graph, 1));
    }

    /** One output, float32 [images, width], for all images. */
    public float[][] run(String output, Inputs.Numbers images) {
        int count = images.count();
        float[][] rows = new float[count][];
        for (int start = 0; start < count; start += BATCH) {
            int[] batch = IntStream.range(start, Math.min(count, start + BATCH)).toArray();
            float[][] outputs = batch(output, (Inputs.Numbers) images.select(batch));
            System.arraycopy(outputs, 0, rows, start, outputs.length);
        }
        return rows;
    }

    private float[][] batch(String output, Inputs.Numbers images) {
        long[] shape = LongStream.concat(
                        LongStream.of(images.count()),
                        images.sizes().axes().stream().mapToLong(Long::longValue))
                .toArray();
        String input = session.getInputNames().iterator().next();
        try (OnnxTensor tensor = OnnxTensor.createTensor(
                        OrtEnvironment.getEnvironment(), FloatBuffer.wrap(images.values()), shape);
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            return (float[][]) result.get(output).orElseThrow().getValue();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed to run a graph of images", e);
        }
    }

    @Override
    public void close() {
        OnnxSessions.close(session);
    }
}
