package farebox.models.publish.onnx;

import farebox.kernel.InvalidRequest;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

/** The wire format of Protocol Buffers, as far as it takes to walk a message without building it. */
final class ProtoMessage {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;
    private static final int MAX_SHIFT = 63;

    /** What a varint has for bytes: unlike an empty list, it has a capacity. */
    private static final ByteBuffer NO_BYTES = ByteBuffer.allocate(1).limit(0).asReadOnlyBuffer();

    private ProtoMessage() {}

    /** Is told each field in order. */
    interface Visitor {
        /**
         * @param number the field's number in its schema
         * @param value of a varint; 0 for other types
         * @param bytes of a string, message, packed list or fixed number; empty for a varint
         */
        void field(int number, long value, ByteBuffer bytes);
    }

    /** @throws InvalidRequest if it is no message */
    static void walk(ByteBuffer message, Place place, Visitor visitor) {
        ByteBuffer left = message.slice();
        try {
            while (left.hasRemaining()) {
                field(left, place, visitor);
            }
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw GraphRule.FORMAT.broken(place, "the graph is no ONNX: a field does not fit into it");
        }
    }

    static long varint(ByteBuffer from, Place place) {
        long value = 0;
        for (int shift = 0; shift <= MAX_SHIFT; shift += 7) {
            byte next = from.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw GraphRule.FORMAT.broken(place, "the graph is no ONNX: a number does not end");
    }

    /** The numbers of a repeated field, which come one by one or packed. */
    static void integers(long value, ByteBuffer packed, Place place, LongConsumer each) {
        if (isNumber(packed)) {
            each.accept(value);
        }
        ByteBuffer left = packed.duplicate();
        while (left.hasRemaining()) {
            each.accept(varint(left, place));
        }
    }

    /** How many numbers a repeated field has, without reading them. */
    static long countIntegers(ByteBuffer packed) {
        if (isNumber(packed)) {
            return 1;
        }
        long count = 0;
        for (int at = packed.position(); at < packed.limit(); at++) {
            if (packed.get(at) >= 0) {
                count++;
            }
        }
        return count;
    }

    static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }

    private static boolean isNumber(ByteBuffer bytes) {
        return bytes.capacity() > 0 && bytes.limit() == 0;
    }

    private static void field(ByteBuffer left, Place place, Visitor visitor) {
        int key = Math.toIntExact(varint(left, place) & 0x7fff_ffff);
        switch (key & 7) {
            case VARINT -> visitor.field(key >>> 3, varint(left, place), NO_BYTES);
            case FIXED_64 -> visitor.field(key >>> 3, 0, next(left, Long.BYTES));
            case FIXED_32 -> visitor.field(key >>> 3, 0, next(left, Integer.BYTES));
            case BYTES -> visitor.field(key >>> 3, 0, next(left, varint(left, place)));
            default -> throw GraphRule.FORMAT.broken(place, "the graph is no ONNX: a field has no type");
        }
    }

    private static ByteBuffer next(ByteBuffer left, long length) {
        if (length < 0 || length > left.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer bytes = left.slice(left.position(), (int) length);
        left.position(left.position() + (int) length);
        return bytes;
    }
}
