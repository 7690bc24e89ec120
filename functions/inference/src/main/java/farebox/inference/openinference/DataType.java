package farebox.inference.openinference;

import java.util.Arrays;
import java.util.Optional;

/** The protocol's types of elements. */
enum DataType {
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

    DataType(int width) {
        this.width = width;
    }

    static Optional<DataType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }

    /** @return bytes of one element; 0 for {@link #BYTES}, whose elements differ */
    int width() {
        return width;
    }
}
