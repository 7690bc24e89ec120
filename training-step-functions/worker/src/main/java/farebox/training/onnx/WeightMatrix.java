package farebox.training.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Optional;

/** A constant matrix of a graph, row by row. */
record WeightMatrix(int rows, int columns, float[] elements) {
    /** None for a constant that is no float32 matrix. */
    static Optional<WeightMatrix> of(TensorProto constant) {
        if (constant.getDataType() != ElementType.FLOAT.code() || constant.getDimsCount() != 2) {
            return Optional.empty();
        }
        return Optional.of(new WeightMatrix((int) constant.getDims(0), (int) constant.getDims(1), floats(constant)));
    }

    /** The elements of a float32 constant of any shape. */
    static float[] floats(TensorProto constant) {
        if (constant.getFloatDataCount() > 0) {
            float[] elements = new float[constant.getFloatDataCount()];
            for (int i = 0; i < elements.length; i++) {
                elements[i] = constant.getFloatData(i);
            }
            return elements;
        }
        FloatBuffer raw = constant.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        float[] elements = new float[raw.remaining()];
        raw.get(elements);
        return elements;
    }

    WeightMatrix transposed() {
        float[] turned = new float[elements.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                turned[column * rows + row] = elements[row * columns + column];
            }
        }
        return new WeightMatrix(columns, rows, turned);
    }

    /** The largest magnitude of each column. */
    float[] largestOfColumns() {
        float[] largest = new float[columns];
        for (int i = 0; i < elements.length; i++) {
            largest[i % columns] = Math.max(largest[i % columns], Math.abs(elements[i]));
        }
        return largest;
    }
}
