package farebox.models.onnx;

import farebox.models.Pooling;
import farebox.models.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Makes one vector out of the vectors of the tokens. Sums are kept in double precision, so that 512 tokens add no
 * rounding of their own.
 *
 * <p>There is no padding, so every token counts: the attention mask is all ones.
 */
public record Pooler(Pooling pooling, boolean normalise) {

    /** @param hidden (tokens, dimensions), row by row */
    public float[] pool(FloatBuffer hidden, int tokens) {
        int dimensions = hidden.remaining() / tokens;
        double[] sum = new double[dimensions];
        int counted = switch (pooling) {
            case MEAN -> tokens;
            case CLS -> 1;
        };
        float[] row = new float[dimensions];
        for (int token = 0; token < counted; token++) {
            hidden.get(row);
            for (int i = 0; i < dimensions; i++) {
                sum[i] += row[i];
            }
        }
        return scaled(sum, normalise ? length(sum) : counted);
    }

    /** A vector for each text, from hidden states of the shape (texts, tokens, dimensions). */
    public List<float[]> poolRows(Tensor hidden) {
        int texts = Math.toIntExact(hidden.shape().sizes().get(0));
        int tokens = Math.toIntExact(hidden.shape().sizes().get(1));
        FloatBuffer numbers = ((Tensor.Fixed) hidden.content()).view().asFloatBuffer();
        int size = numbers.remaining() / texts;
        return IntStream.range(0, texts)
                .mapToObj(text -> pool(numbers.slice(text * size, size), tokens))
                .toList();
    }

    /** The length of the sum serves as well as that of the mean: their directions are the same. */
    private static double length(double[] vector) {
        double squares = 0;
        for (double x : vector) {
            squares += x * x;
        }
        return Math.max(Math.sqrt(squares), Double.MIN_NORMAL);
    }

    private static float[] scaled(double[] vector, double divisor) {
        float[] scaled = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            scaled[i] = (float) (vector[i] / divisor);
        }
        return scaled;
    }
}
