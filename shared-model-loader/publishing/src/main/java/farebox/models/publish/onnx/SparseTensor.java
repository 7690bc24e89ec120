package farebox.models.publish.onnx;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/** A SparseTensorProto: small values, and the size of the whole tensor that they make. */
final class SparseTensor {
    private SparseTensor() {}

    /** @return the tensor of values, whose name is that of the whole */
    static TensorMessage read(ByteBuffer message, Place place) {
        AtomicLong elements = new AtomicLong(1);
        TensorMessage[] values = new TensorMessage[1];
        ProtoMessage.walk(message, place, (number, value, bytes) -> {
            switch (number) {
                case 1 -> values[0] = TensorMessage.read(bytes, place.at("values"));
                case 2 -> TensorMessage.read(bytes, place.at("indices"));
                case 3 ->
                    ProtoMessage.integers(
                            value,
                            bytes,
                            place,
                            size -> elements.updateAndGet(count -> TensorMessage.times(count, size, place)));
                default -> {}
            }
        });
        if (values[0] == null) {
            throw GraphRule.TENSOR_DATA.broken(place, "a sparse tensor has no values");
        }
        return values[0];
    }
}
