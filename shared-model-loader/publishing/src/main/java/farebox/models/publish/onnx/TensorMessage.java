package farebox.models.publish.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * One TensorProto: its declared type and size, held against the data that it carries. Numbers of fields and types are
 * those of onnx.proto.
 */
final class TensorMessage {
    static final long MAX_ELEMENTS = 1L << 28;
    /** Both the type and the field of its data. */
    private static final int INT64 = 7;

    /** Elements of a constant that is read: shapes, counts and bounds have no more. */
    private static final int MAX_KNOWN = 16;

    private static final int MAX_RANK = 16;
    private static final int STRING = 8;
    private static final int EXTERNAL = 1;
    /** Fields of data: float, int32, string, int64, raw, double, uint64. */
    private static final int RAW = 9;

    /** Bits of an element in raw data, by type; 0 for a type that is not served. */
    private static final int[] BITS = {0, 32, 8, 8, 16, 16, 32, 64, 0, 8, 16, 64, 32, 64, 0, 0, 16, 8, 8, 8, 8, 4, 4};

    /** The field of data that is not raw, by type. */
    private static final int[] FIELDS = {0, 4, 5, 5, 5, 5, 5, 7, 6, 5, 5, 10, 11, 11, 0, 0, 5, 5, 5, 5, 5, 5, 5};

    private final Place place;
    private long elements = 1;
    private int rank;
    private int type;
    private String name = "";
    private int dataField;
    private long values;
    private final List<Long> integers = new ArrayList<>(4);
    private ByteBuffer data = ByteBuffer.allocate(0);

    private TensorMessage(Place place) {
        this.place = place;
    }

    static TensorMessage read(ByteBuffer message, Place place) {
        TensorMessage tensor = new TensorMessage(place);
        ProtoMessage.walk(message, place, tensor::field);
        tensor.requireData();
        return tensor;
    }

    String name() {
        return name;
    }

    /** The numbers of a small tensor of INT64; none for any other. */
    long[] integers() {
        if (type != INT64 || elements > MAX_KNOWN) {
            return new long[0];
        }
        if (dataField != RAW) {
            return integers.stream().mapToLong(Long::longValue).toArray();
        }
        long[] raw = new long[(int) elements];
        data.duplicate().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(raw);
        return raw;
    }

    /** Multiplies sizes within bounds. */
    static long times(long elements, long size, Place place) {
        GraphRule.TENSOR_SIZE.require(size >= 0 && size <= MAX_ELEMENTS, place, "a tensor has no such size: " + size);
        long product = elements * size;
        GraphRule.TENSOR_SIZE.require(
                product <= MAX_ELEMENTS, place, "a tensor has more than " + MAX_ELEMENTS + " elements");
        return product;
    }

    private void field(int number, long value, ByteBuffer bytes) {
        switch (number) {
            case 1 -> ProtoMessage.integers(value, bytes, place, this::dimension);
            case 2 -> type(value);
            case 3 -> throw GraphRule.TENSOR_DATA.broken(place, "a tensor in segments is not served");
            case 4, 5, 6, 7, RAW, 10, 11 -> data(number, value, bytes);
            case 8 -> name = ProtoMessage.text(bytes);
            case 13 ->
                throw GraphRule.EXTERNAL_DATA.broken(
                        place, "the graph keeps data in other files; export it with its data inside");
            case 14 ->
                GraphRule.EXTERNAL_DATA.require(
                        value != EXTERNAL, place, "the graph keeps data in other files; export it whole");
            default -> {}
        }
    }

    private void dimension(long size) {
        rank++;
        GraphRule.TENSOR_SIZE.require(rank <= MAX_RANK, place, "a tensor has more than " + MAX_RANK + " axes");
        elements = times(elements, size, place);
    }

    private void type(long value) {
        GraphRule.TENSOR_DATA.require(
                value == STRING || (value > 0 && value < BITS.length && BITS[(int) value] > 0),
                place,
                "a tensor has the type " + value + ", which is not served");
        type = (int) value;
    }

    private void integer(long value) {
        if (integers.size() < MAX_KNOWN) {
            integers.add(value);
        }
    }

    private void data(int number, long value, ByteBuffer bytes) {
        GraphRule.TENSOR_DATA.require(
                dataField == 0 || (dataField == number && number != RAW),
                place,
                "a tensor carries its data more than once");
        dataField = number;
        data = bytes;
        if (number == INT64) {
            ProtoMessage.integers(value, bytes, place, this::integer);
        }
        values += switch (number) {
            case 4 -> bytes.remaining() / Float.BYTES;
            case 10 -> bytes.remaining() / Double.BYTES;
            case 6, RAW -> 1;
            default -> ProtoMessage.countIntegers(bytes);
        };
    }

    private void requireData() {
        GraphRule.TENSOR_DATA.require(type > 0, place, "a tensor has no type");
        if (dataField == RAW) {
            long expected = (elements * BITS[type] + Byte.SIZE - 1) / Byte.SIZE;
            GraphRule.TENSOR_DATA.require(
                    type != STRING && data.remaining() == expected,
                    place,
                    "a tensor declares " + elements + " elements and carries " + data.remaining() + " bytes");
            return;
        }
        GraphRule.TENSOR_DATA.require(
                dataField == 0 || dataField == FIELDS[type],
                place,
                "a tensor carries data of another type than its own");
        boolean halves = BITS[type] == Byte.SIZE / 2;
        GraphRule.TENSOR_DATA.require(
                values == (halves ? (elements + 1) / 2 : elements),
                place,
                "a tensor declares " + elements + " elements and carries " + values);
    }
}
