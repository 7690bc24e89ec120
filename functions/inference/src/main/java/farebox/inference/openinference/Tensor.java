package farebox.inference.openinference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/** A named block of elements of one type, row by row. */
record Tensor(String name, DataType type, Shape shape, Content content) {

    /** The elements of a tensor. */
    sealed interface Content {}

    /** Elements of one width, little-endian, from the buffer's start to its limit. */
    record Fixed(ByteBuffer bytes) implements Content {
        /** A view of its own from the first element on, so that readers do not disturb each other. */
        ByteBuffer view() {
            return bytes.duplicate().rewind().order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    /** Elements of any length. */
    record Pieces(List<byte[]> pieces) implements Content {
        Pieces {
            pieces = List.copyOf(pieces);
        }
    }

    /** A matrix of float32. */
    static Tensor ofRows(String name, List<float[]> rows, int columns) {
        ByteBuffer bytes =
                ByteBuffer.allocate(rows.size() * columns * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        FloatBuffer numbers = bytes.asFloatBuffer();
        rows.forEach(numbers::put);
        return new Tensor(name, DataType.FP32, Shape.of(rows.size(), columns), new Fixed(bytes));
    }
}
