package farebox.models.publish.onnx;

import farebox.models.ImageInput;
import farebox.models.tensor.GraphSchema;
import farebox.models.tensor.Shape;
import farebox.models.tensor.Tensor;
import farebox.models.tensor.TensorSchema;
import farebox.models.tensor.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Made-up inputs of a graph's own types and shapes, the same at every publication: numbers from -3 to 3, integers that
 * are 0 or 1 because they may be indices, short texts; every free axis at once with each of a few sizes.
 */
record SampleInputs(GraphSchema graph) {
    private static final int[] SIZES_OF_FREE_AXES = {1, 2, 3, 8};
    private static final long SEED = 20_260_131;
    private static final double RANGE = 3;

    List<List<Tensor>> generated() {
        SplittableRandom random = new SplittableRandom(SEED);
        return IntStream.of(SIZES_OF_FREE_AXES)
                .mapToObj(size -> graph.inputs().stream()
                        .map(input -> tensor(input, sizes(input, size), random))
                        .toList())
                .toList();
    }

    /** Images as the spec brings them to size, one by one if the graph takes no more at once. */
    List<List<Tensor>> of(ImageInput image) {
        SplittableRandom random = new SplittableRandom(SEED);
        TensorSchema input = graph.requireInput(image.input());
        boolean batch = input.shape().getFirst() == TensorSchema.FREE;
        List<List<Tensor>> samples = new ArrayList<>();
        for (int size : SIZES_OF_FREE_AXES) {
            samples.add(List.of(tensor(input, new Shape(image.shape(batch ? size : 1)), random)));
        }
        return samples;
    }

    private static Shape sizes(TensorSchema input, int free) {
        return new Shape(input.shape().stream()
                .map(size -> size == TensorSchema.FREE ? free : size)
                .toList());
    }

    private static Tensor tensor(TensorSchema input, Shape shape, SplittableRandom random) {
        if (input.type() == TensorType.BYTES) {
            byte[] text = "a".getBytes(StandardCharsets.UTF_8);
            return new Tensor(
                    input.name(), input.type(), shape, new Tensor.Pieces(Collections.nCopies(shape.elements(), text)));
        }
        ByteBuffer bytes =
                ByteBuffer.allocate(shape.elements() * input.type().width()).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            put(input.type(), random, bytes);
        }
        return new Tensor(input.name(), input.type(), shape, new Tensor.Fixed(bytes.flip()));
    }

    private static void put(TensorType type, SplittableRandom random, ByteBuffer into) {
        switch (type) {
            case FP16 -> into.putShort(Float.floatToFloat16((float) random.nextDouble(-RANGE, RANGE)));
            case FP32 -> into.putFloat((float) random.nextDouble(-RANGE, RANGE));
            case FP64 -> into.putDouble(random.nextDouble(-RANGE, RANGE));
            case BF16 ->
                into.putShort((short) (Float.floatToIntBits((float) random.nextDouble(-RANGE, RANGE)) >>> Short.SIZE));
            case BOOL, UINT8, INT8 -> into.put((byte) random.nextInt(2));
            case UINT16, INT16 -> into.putShort((short) random.nextInt(2));
            case UINT32, INT32 -> into.putInt(random.nextInt(2));
            case UINT64, INT64 -> into.putLong(random.nextInt(2));
            case BYTES -> throw new IllegalArgumentException("BYTES elements have no common width");
        }
    }
}
