package farebox.models.publish.onnx;

import ai.onnxruntime.OrtException;
import farebox.models.ModelSpec;
import farebox.models.onnx.OnnxSession;
import farebox.models.tensor.Shape;
import farebox.models.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds out whether images may be run together. A graph may take one image only, or scale its activations by all that
 * is in the run.
 */
record ImageBatchComparison(OnnxSession session, ModelSpec.ImageClassification spec) {
    /** The order of sums may differ between runs of another size; nothing else may. */
    private static final double TOLERANCE = 1e-5;

    /** @param samples inputs of one or more images each */
    boolean isAlike(List<List<Tensor>> samples) {
        Tensor largest = samples.getLast().getFirst();
        int images = Math.toIntExact(largest.shape().sizes().getFirst());
        try {
            return images > 1 && isSame(scores(largest), alone(largest, images));
        } catch (OrtException takesOneImageOnly) {
            return false;
        }
    }

    private double[] alone(Tensor batch, int images) throws OrtException {
        ByteBuffer elements = ((Tensor.Fixed) batch.content()).view();
        Shape shape = new Shape(spec.image().shape(1));
        int bytes = elements.remaining() / images;
        List<double[]> scores = new ArrayList<>();
        for (int image = 0; image < images; image++) {
            ByteBuffer one = elements.slice(image * bytes, bytes);
            scores.add(scores(new Tensor(batch.name(), batch.type(), shape, new Tensor.Fixed(one))));
        }
        return scores.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    private double[] scores(Tensor images) throws OrtException {
        return session.run(List.of(images), List.of(spec.scores().output()))
                .getFirst()
                .numbers();
    }

    private static boolean isSame(double[] one, double[] other) {
        boolean same = one.length == other.length;
        for (int i = 0; same && i < one.length; i++) {
            same = Math.abs(one[i] - other[i]) <= TOLERANCE * Math.max(1, Math.abs(one[i]));
        }
        return same;
    }
}
