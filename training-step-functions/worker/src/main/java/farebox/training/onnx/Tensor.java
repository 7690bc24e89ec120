package farebox.training.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A constant of a graph: elements in row-major order and their shape. */
public final class Tensor {
    private final TensorProto proto;

    private Tensor(TensorProto proto) {
        this.proto = proto;
    }

    /** Floats of this shape; a scalar has no shape. */
    public static Tensor floats(float[] elements, long... shape) {
        ByteBuffer raw = littleEndian(elements.length * Float.BYTES);
        raw.asFloatBuffer().put(elements);
        return new Tensor(header(ElementType.FLOAT, elements.length, shape)
                .setRawData(ByteString.copyFrom(raw))
                .build());
    }

    /** Long integers of this shape; a scalar has no shape. */
    public static Tensor integers(long[] elements, long... shape) {
        ByteBuffer raw = littleEndian(elements.length * Long.BYTES);
        raw.asLongBuffer().put(elements);
        return new Tensor(header(ElementType.INT64, elements.length, shape)
                .setRawData(ByteString.copyFrom(raw))
                .build());
    }

    /** A vector of long integers, as operators take axes and shapes. */
    public static Tensor vector(long... elements) {
        return integers(elements, elements.length);
    }

    public static Tensor scalar(float element) {
        return floats(new float[] {element});
    }

    /** A vector of strings. */
    public static Tensor strings(List<String> elements) {
        TensorProto.Builder proto = header(ElementType.STRING, elements.size(), elements.size());
        elements.forEach(element -> proto.addStringData(ByteString.copyFrom(element, StandardCharsets.UTF_8)));
        return new Tensor(proto.build());
    }

    TensorProto named(String name) {
        return proto.toBuilder().setName(name).build();
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static TensorProto.Builder header(ElementType type, long elements, long... shape) {
        if (Arrays.stream(shape).reduce(1, Math::multiplyExact) != elements) {
            throw new IllegalArgumentException(
                    "%d elements do not fill a tensor of shape %s".formatted(elements, Arrays.toString(shape)));
        }
        TensorProto.Builder proto = TensorProto.newBuilder().setDataType(type.code());
        Arrays.stream(shape).forEach(proto::addDims);
        return proto;
    }
}
