package farebox.models.tensor;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import farebox.kernel.InvalidRequest;
import farebox.kernel.WholeNumber;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** Single elements of one width, between JSON and little-endian bytes. */
public final class JsonElementCodec {
    private JsonElementCodec() {}

    /** @throws InvalidRequest if the element is not of the type, or out of its range */
    public static void put(JsonNode element, TensorType type, ByteBuffer into) {
        switch (type) {
            case BOOL -> into.put((byte) (truth(element) ? 1 : 0));
            case UINT8 -> into.put((byte) integer(element, 0, 0xff));
            case UINT16 -> into.putShort((short) integer(element, 0, 0xffff));
            case UINT32 -> into.putInt((int) integer(element, 0, 0xffff_ffffL));
            case UINT64 -> into.putLong(unsignedLong(element));
            case INT8 -> into.put((byte) integer(element, Byte.MIN_VALUE, Byte.MAX_VALUE));
            case INT16 -> into.putShort((short) integer(element, Short.MIN_VALUE, Short.MAX_VALUE));
            case INT32 -> into.putInt((int) integer(element, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case INT64 -> into.putLong(integer(element, Long.MIN_VALUE, Long.MAX_VALUE));
            case FP16 -> into.putShort(toFloat16((float) number(element)));
            case FP32 -> into.putFloat((float) finite((float) number(element)));
            case FP64 -> into.putDouble(finite(number(element)));
            case BF16 -> into.putShort(toBfloat16((float) number(element)));
            case BYTES -> throw new IllegalArgumentException("BYTES elements have no common width");
        }
    }

    /** Takes the next element and writes it. */
    static void write(ByteBuffer from, TensorType type, JsonGenerator out) throws IOException {
        switch (type) {
            case BOOL -> out.writeBoolean(from.get() != 0);
            case UINT8 -> out.writeNumber(Byte.toUnsignedInt(from.get()));
            case UINT16 -> out.writeNumber(Short.toUnsignedInt(from.getShort()));
            case UINT32 -> out.writeNumber(Integer.toUnsignedLong(from.getInt()));
            case UINT64 -> out.writeNumber(new BigInteger(Long.toUnsignedString(from.getLong())));
            case INT8 -> out.writeNumber((int) from.get());
            case INT16 -> out.writeNumber((int) from.getShort());
            case INT32 -> out.writeNumber(from.getInt());
            case INT64 -> out.writeNumber(from.getLong());
            case FP16 -> out.writeNumber(Float.float16ToFloat(from.getShort()));
            case FP32 -> out.writeNumber(from.getFloat());
            case FP64 -> out.writeNumber(from.getDouble());
            case BF16 -> out.writeNumber(ElementCodec.fromBfloat16(from.getShort()));
            case BYTES -> throw new IllegalArgumentException("BYTES elements have no common width");
        }
    }

    private static boolean truth(JsonNode element) {
        if (!element.isBoolean()) {
            throw new InvalidRequest("a BOOL element is true or false");
        }
        return element.booleanValue();
    }

    private static long integer(JsonNode element, long min, long max) {
        BigInteger number = wholeNumber(element);
        if (number.bitLength() >= Long.SIZE || number.longValue() < min || number.longValue() > max) {
            throw outOfRange();
        }
        return number.longValue();
    }

    private static long unsignedLong(JsonNode element) {
        BigInteger number = wholeNumber(element);
        if (number.signum() < 0 || number.bitLength() > Long.SIZE) {
            throw outOfRange();
        }
        return number.longValue();
    }

    /** An integer by its value: 64.0 and 6.4e1 are 64, as far as a double holds every integer. */
    private static BigInteger wholeNumber(JsonNode element) {
        if (element.isIntegralNumber()) {
            return element.bigIntegerValue();
        }
        OptionalLong whole = element.isNumber() ? WholeNumber.of(element.doubleValue()) : OptionalLong.empty();
        return BigInteger.valueOf(
                whole.orElseThrow(() -> new InvalidRequest("an element of an integer datatype is an integer")));
    }

    private static double number(JsonNode element) {
        if (!element.isNumber()) {
            throw new InvalidRequest("an element of a floating-point datatype is a number");
        }
        return element.doubleValue();
    }

    /** Asked of the rounded number: the largest of a type is written with fewer digits than it has. */
    private static double finite(double rounded) {
        if (!Double.isFinite(rounded)) {
            throw outOfRange();
        }
        return rounded;
    }

    private static short toFloat16(float number) {
        short half = Float.floatToFloat16(number);
        finite(Float.float16ToFloat(half));
        return half;
    }

    /** Rounded to the nearest, a tie to the even one, as hardware does. */
    private static short toBfloat16(float number) {
        int bits = Float.floatToRawIntBits((float) finite(number));
        int rounding = 0x7fff + ((bits >>> 16) & 1);
        short upperHalf = (short) ((bits + rounding) >>> 16);
        finite(ElementCodec.fromBfloat16(upperHalf));
        return upperHalf;
    }

    private static InvalidRequest outOfRange() {
        return new InvalidRequest("an element is out of the range of its datatype");
    }
}
