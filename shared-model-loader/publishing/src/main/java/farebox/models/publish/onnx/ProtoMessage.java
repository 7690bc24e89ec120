package farebox.models.publish.onnx;

import farebox.kernel.InvalidRequest;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** The wire format of Protocol Buffers, as far as it takes to walk a message without building it. */
final class ProtoMessage {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;
    private static final int MAX_SHIFT = 63;

    private ProtoMessage() {}

    /** Is told each field in order. */
    interface Visitor {
        /**
         * @param number the field's number in its schema
         * @param value of a varint; 0 for other types
         * @param bytes of a string, message or packed list; empty for other types
         */
        void field(int number, long value, ByteBuffer bytes);
    }

    /** @throws InvalidRequest if it is no message */
    static void walk(ByteBuffer message, Visitor visitor) {
        ByteBuffer left = message.slice();
        try {
            while (left.hasRemaining()) {
                field(left, visitor);
            }
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new InvalidRequest("the graph is no ONNX: a field does not fit into it");
        }
    }

    static long varint(ByteBuffer from) {
        long value = 0;
        for (int shift = 0; shift <= MAX_SHIFT; shift += 7) {
            byte next = from.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new InvalidRequest("the graph is no ONNX: a number does not end");
    }

    private static void field(ByteBuffer left, Visitor visitor) {
        ByteBuffer none = left.slice(left.position(), 0);
        int key = Math.toIntExact(varint(left) & 0x7fff_ffff);
        switch (key & 7) {
            case VARINT -> visitor.field(key >>> 3, varint(left), none);
            case FIXED_64 -> left.position(left.position() + Long.BYTES);
            case FIXED_32 -> left.position(left.position() + Integer.BYTES);
            case BYTES -> {
                long length = varint(left);
                if (length < 0 || length > left.remaining()) {
                    throw new BufferUnderflowException();
                }
                ByteBuffer bytes = left.slice(left.position(), (int) length);
                left.position(left.position() + (int) length);
                visitor.field(key >>> 3, 0, bytes);
            }
            default -> throw new InvalidRequest("the graph is no ONNX: a field has no type");
        }
    }
}
