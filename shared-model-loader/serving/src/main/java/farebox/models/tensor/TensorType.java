package farebox.models.tensor;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** What the elements of a tensor are, by the names of the Open Inference Protocol. */
public enum TensorType {
    BOOL(1),
    UINT8(1),
    UINT16(2),
    UINT32(4),
    UINT64(8),
    INT8(1),
    INT16(2),
    INT32(4),
    INT64(8),
    FP16(2),
    FP32(4),
    FP64(8),
    /** The upper half of a float32. */
    BF16(2),
    /** Any number of bytes; in binary form behind their number as an unsigned 32-bit integer. */
    BYTES(0);

    private final int width;

    TensorType(int width) {
        this.width = width;
    }

    public static Optional<TensorType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }

    /** Bytes of one element; 0 for {@link #BYTES}, whose elements differ. */
    public int width() {
        return width;
    }

    /**
     * Takes the next element as a number, rounded to the nearest double where it has more digits.
     *
     * @param from little-endian
     * @throws IllegalArgumentException if the elements are {@link #BYTES}
     */
    public double number(ByteBuffer from) {
        return ElementCodec.number(from, this);
    }

    /** Whether elements are numbers with a fraction. */
    public boolean isFloatingPoint() {
        return switch (this) {
            case FP16, FP32, FP64, BF16 -> true;
            case BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, BYTES -> false;
        };
    }
}
