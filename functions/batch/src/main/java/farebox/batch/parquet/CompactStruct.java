package farebox.batch.parquet;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * Reads a struct of Thrift's compact protocol, field by field.
 *
 * @see <a href="https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md">the protocol</a>
 */
final class CompactStruct {
    private static final int MAX_DEPTH = 8;
    private static final int VARINT_BYTES = 10;
    private static final int LONG_LIST = 15;

    private final ByteBuffer in;
    private int depth;

    CompactStruct(ByteBuffer in) {
        this.in = in;
    }

    /** Reads or skips the value of a field. */
    @FunctionalInterface
    interface Field {
        void read(int id, int type);
    }

    /**
     * @throws BufferUnderflowException if the struct does not end
     * @throws IllegalArgumentException if it is none
     */
    void forEachField(Field field) {
        if (++depth > MAX_DEPTH) {
            throw new IllegalArgumentException("structs within structs");
        }
        int id = 0;
        for (int head = in.get() & 0xFF; head != 0; head = in.get() & 0xFF) {
            int delta = head >>> 4;
            id = delta == 0 ? number() : id + delta;
            field.read(id, head & 0x0F);
        }
        depth--;
    }

    /** Reads over all fields; what they say of their own sizes is then known to be true. */
    void skipAll() {
        forEachField((_, type) -> skip(type));
    }

    /** An integer of 16, 32 or 64 bits, of which the lower 32 are kept. */
    int number() {
        long varint = varint();
        return (int) ((varint >>> 1) ^ -(varint & 1));
    }

    void skip(int type) {
        switch (type) {
            case 1, 2 -> {
                // The type is the value: true or false.
            }
            case 3 -> skipBytes(1);
            case 4, 5, 6 -> varint();
            case 7 -> skipBytes(Double.BYTES);
            case 8 -> skipBytes(varint());
            case 9, 10 -> skipList();
            case 12 -> forEachField((_, inner) -> skip(inner));
            default -> throw new IllegalArgumentException("no such type: " + type);
        }
    }

    private void skipList() {
        int head = in.get() & 0xFF;
        long size = head >>> 4 == LONG_LIST ? varint() : head >>> 4;
        int type = head & 0x0F;
        if (size < 0 || size > in.remaining()) {
            throw new BufferUnderflowException();
        }
        for (long i = 0; i < size; i++) {
            // In a list, unlike in a field, a truth value is a byte.
            skip(type <= 2 ? 3 : type);
        }
    }

    private void skipBytes(long count) {
        if (count < 0 || count > in.remaining()) {
            throw new BufferUnderflowException();
        }
        in.position(in.position() + (int) count);
    }

    private long varint() {
        long value = 0;
        for (int i = 0; i < VARINT_BYTES; i++) {
            byte next = in.get();
            value |= (long) (next & 0x7F) << (7 * i);
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number of more than 64 bits");
    }
}
