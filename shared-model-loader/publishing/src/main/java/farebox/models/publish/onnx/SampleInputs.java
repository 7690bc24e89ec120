package farebox.models.publish.onnx;

import farebox.models.AudioInput;
import farebox.models.ImageInput;
import farebox.models.KeyValueCache;
import farebox.models.TextDetection;
import farebox.models.TextInput;
import farebox.models.TextRecognition;
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

    /** Images of a few sizes, one by one. */
    List<List<Tensor>> of(TextDetection detection) {
        return IntStream.of(SIZES_OF_FREE_AXES)
                .map(size -> size * TextDetection.STEP)
                .mapToObj(side -> image(detection.input(), side, side))
                .toList();
    }

    /** Lines of a few widths, one by one. */
    List<List<Tensor>> of(TextRecognition recognition) {
        return IntStream.of(SIZES_OF_FREE_AXES)
                .mapToObj(times -> image(recognition.input(), recognition.height(), times * recognition.height()))
                .toList();
    }

    private List<Tensor> image(String input, int height, int width) {
        Shape shape = Shape.of(1, 3, height, width);
        return List.of(tensor(graph.requireInput(input), shape, new SplittableRandom(SEED)));
    }

    /** One window of noise, from a state of zeros and from another. */
    List<List<Tensor>> of(AudioInput audio) {
        SplittableRandom random = new SplittableRandom(SEED);
        TensorSchema samples = graph.requireInput(audio.samples());
        TensorSchema state = graph.requireInput(audio.state());
        Shape window = Shape.of(1, audio.context() + audio.window());
        List<List<Tensor>> inputs = new ArrayList<>();
        for (int sample = 0; sample < SIZES_OF_FREE_AXES.length; sample++) {
            List<Tensor> each = new ArrayList<>();
            each.add(tensor(samples, window, random));
            each.add(
                    sample == 0
                            ? zeros(state, audio.stateShape())
                            : tensor(state, new Shape(audio.stateShape()), random));
            audio.rateInput().ifPresent(rate -> each.add(scalar(rate, audio.samplesPerSecond())));
            inputs.add(List.copyOf(each));
        }
        return inputs;
    }

    /** Tokens behind none and behind some, and as many as the spec says that the graph takes. */
    List<List<Tensor>> of(TextInput text) {
        SplittableRandom random = new SplittableRandom(SEED);
        int few = Math.min(SIZES_OF_FREE_AXES[2], text.maxTokens());
        return List.of(
                tokens(few, 0, text, random),
                tokens(1, Math.min(few, text.maxTokens() - 1), text, random),
                tokens(text.maxTokens(), 0, text, random));
    }

    private List<Tensor> tokens(int count, int past, TextInput text, SplittableRandom random) {
        List<Tensor> inputs = new ArrayList<>();
        inputs.add(Tensor.ofRow(
                KeyValueCache.IDS, random.longs(count, 0, text.vocabulary()).toArray()));
        for (TensorSchema cache : KeyValueCache.inputs(graph)) {
            inputs.add(tensor(cache, new Shape(KeyValueCache.shape(cache, past)), random));
        }
        return inputs;
    }

    private static Tensor zeros(TensorSchema input, List<Long> shape) {
        Shape sizes = new Shape(shape);
        ByteBuffer zeros = ByteBuffer.allocate(sizes.elements() * input.type().width());
        return new Tensor(input.name(), input.type(), sizes, new Tensor.Fixed(zeros));
    }

    private static Tensor scalar(String name, long value) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
        return new Tensor(name, TensorType.INT64, Shape.of(), new Tensor.Fixed(bytes.flip()));
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
