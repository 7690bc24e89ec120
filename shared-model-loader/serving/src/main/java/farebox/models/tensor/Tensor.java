package farebox.models.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A named block of elements of one type, row by row. */
public record Tensor(String name, TensorType type, Shape shape, Content content) {

    /** The elements of a tensor. */
    public sealed interface Content {}

    /** Elements of one width, little-endian, from the buffer's start to its limit. */
    public record Fixed(ByteBuffer bytes) implements Content {
        /** A view of its own from the first element on, so that readers do not disturb each other. */
        public ByteBuffer view() {
            return bytes.duplicate().rewind().order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    /** Elements of any length. */
    public record Pieces(List<byte[]> pieces) implements Content {
        public Pieces {
            pieces = List.copyOf(pieces);
        }
    }

    /** A matrix of float32. */
    public static Tensor ofRows(String name, List<float[]> rows, int columns) {
        ByteBuffer bytes =
                ByteBuffer.allocate(rows.size() * columns * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        FloatBuffer numbers = bytes.asFloatBuffer();
        rows.forEach(numbers::put);
        return new Tensor(name, TensorType.FP32, Shape.of(rows.size(), columns), new Fixed(bytes));
    }

    /** A vector of texts, as UTF-8. */
    public static Tensor ofTexts(String name, List<String> texts) {
        return new Tensor(
                name,
                TensorType.BYTES,
                Shape.of(texts.size()),
                new Pieces(texts.stream()
                        .map(text -> text.getBytes(StandardCharsets.UTF_8))
                        .toList()));
    }

    /** One row of INT64 numbers. */
    public static Tensor ofRow(String name, long[] row) {
        return ofLongs(name, List.of(row));
    }

    /** A matrix of INT64 numbers, of at least one row; all rows have one length. */
    public static Tensor ofLongs(String name, List<long[]> rows) {
        int columns = rows.getFirst().length;
        ByteBuffer bytes =
                ByteBuffer.allocate(rows.size() * columns * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        LongBuffer numbers = bytes.asLongBuffer();
        rows.forEach(numbers::put);
        return new Tensor(name, TensorType.INT64, Shape.of(rows.size(), columns), new Fixed(bytes));
    }

    /** Tensors of one name, type and shape, none of BYTES, one after another along their first axis. */
    public static Tensor stacked(List<Tensor> tensors) {
        Tensor first = tensors.getFirst();
        List<Long> sizes = new ArrayList<>(first.shape().sizes());
        sizes.set(0, sizes.getFirst() * tensors.size());
        Shape shape = new Shape(sizes);
        ByteBuffer bytes = ByteBuffer.allocate(shape.elements() * first.type().width());
        tensors.forEach(tensor -> bytes.put(((Fixed) tensor.content()).view()));
        return new Tensor(first.name(), first.type(), shape, new Fixed(bytes.flip()));
    }

    /**
     * The elements as numbers, row by row; BOOL is 0 or 1.
     *
     * @throws IllegalArgumentException if the elements are BYTES
     */
    public double[] numbers() {
        if (!(content instanceof Fixed fixed)) {
            throw new IllegalArgumentException(name + " holds no numbers");
        }
        ByteBuffer bytes = fixed.view();
        double[] numbers = new double[shape.elements()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = ElementCodec.number(bytes, type);
        }
        return numbers;
    }
}
