package farebox.models.tensor;

import java.nio.ByteBuffer;

/** Single elements of one width as numbers. */
final class ElementCodec {
    private static final double TWO_TO_THE_64 = 0x1p64;

    private ElementCodec() {}

    /** Takes the next element, rounded to the nearest double where it has more digits. */
    static double number(ByteBuffer from, TensorType type) {
        return switch (type) {
            case BOOL -> from.get() == 0 ? 0 : 1;
            case UINT8 -> Byte.toUnsignedInt(from.get());
            case UINT16 -> Short.toUnsignedInt(from.getShort());
            case UINT32 -> Integer.toUnsignedLong(from.getInt());
            case UINT64 -> unsigned(from.getLong());
            case INT8 -> from.get();
            case INT16 -> from.getShort();
            case INT32 -> from.getInt();
            case INT64 -> from.getLong();
            case FP16 -> Float.float16ToFloat(from.getShort());
            case FP32 -> from.getFloat();
            case FP64 -> from.getDouble();
            case BF16 -> fromBfloat16(from.getShort());
            case BYTES -> throw new IllegalArgumentException("BYTES elements are no numbers");
        };
    }

    static float fromBfloat16(short upperHalf) {
        return Float.intBitsToFloat(upperHalf << 16);
    }

    private static double unsigned(long bits) {
        return bits >= 0 ? bits : bits + TWO_TO_THE_64;
    }
}
