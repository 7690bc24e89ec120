package farebox.inference.openai;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** What OpenAI's protocol does to vectors. */
final class Vectors {
    private Vectors() {}

    /** The first dimensions alone, brought back to length 1; a vector of zeros stays one. */
    static float[] shortened(float[] vector, int dimensions) {
        if (dimensions == vector.length) {
            return vector;
        }
        float[] kept = Arrays.copyOf(vector, dimensions);
        double length = Math.sqrt(dot(kept));
        for (int i = 0; length > 0 && i < kept.length; i++) {
            kept[i] = (float) (kept[i] / length);
        }
        return kept;
    }

    static byte[] littleEndian(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return bytes.array();
    }

    private static double dot(float[] vector) {
        double sum = 0;
        for (float number : vector) {
            sum += (double) number * number;
        }
        return sum;
    }
}
