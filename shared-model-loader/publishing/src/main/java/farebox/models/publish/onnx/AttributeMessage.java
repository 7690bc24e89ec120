package farebox.models.publish.onnx;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One AttributeProto: what it carries is of the type that it declares.
 *
 * @param tensors its dense tensors; sparse ones are checked and not kept
 */
record AttributeMessage(String name, List<TensorMessage> tensors, List<ByteBuffer> graphs, long[] integers) {
    private static final int NAME = 1;
    private static final int TYPE = 20;
    private static final int REFERENCE = 21;
    private static final int MAX_INTEGERS = 64;

    /** The field that a declared type is carried in. */
    private static final Map<Integer, Integer> FIELD_OF_TYPE = Map.ofEntries(
            Map.entry(1, 2),
            Map.entry(2, 3),
            Map.entry(3, 4),
            Map.entry(4, 5),
            Map.entry(5, 6),
            Map.entry(6, 7),
            Map.entry(7, 8),
            Map.entry(8, 9),
            Map.entry(9, 10),
            Map.entry(10, 11),
            Map.entry(11, 22),
            Map.entry(12, 23),
            Map.entry(13, 14),
            Map.entry(14, 15));

    static AttributeMessage read(ByteBuffer message, Place place) {
        Fields fields = new Fields(place);
        ProtoMessage.walk(message, place, fields::field);
        fields.requireType();
        return new AttributeMessage(
                fields.name,
                fields.tensors,
                fields.graphs,
                fields.integers.stream().mapToLong(Long::longValue).toArray());
    }

    private static final class Fields {
        private final Place place;
        private String name = "";
        private int type;
        private int carried;
        private final List<TensorMessage> tensors = new ArrayList<>(1);
        private final List<ByteBuffer> graphs = new ArrayList<>(1);
        private final List<Long> integers = new ArrayList<>(4);

        private Fields(Place place) {
            this.place = place;
        }

        private void field(int number, long value, ByteBuffer bytes) {
            switch (number) {
                case NAME -> name = ProtoMessage.text(bytes);
                case TYPE -> type = (int) value;
                case REFERENCE ->
                    throw GraphRule.FUNCTIONS.broken(place, "an attribute refers to one of a function of the graph");
                case 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 14, 15, 22, 23 -> value(number, value, bytes);
                default -> {}
            }
        }

        private void value(int number, long value, ByteBuffer bytes) {
            boolean repeats = switch (number) {
                case 7, 8, 9, 10, 11, 15, 23 -> carried == number;
                default -> false;
            };
            GraphRule.ATTRIBUTE.require(
                    carried == 0 || repeats, place, "the attribute '" + name + "' carries more than one value");
            carried = number;
            switch (number) {
                case 5 -> tensors.add(TensorMessage.read(bytes, place.at("t")));
                case 10 -> tensors.add(TensorMessage.read(bytes, place.at("tensors", tensors.size())));
                case 6, 11 -> graphs.add(bytes);
                case 3, 8 -> ProtoMessage.integers(value, bytes, place, this::integer);
                case 22, 23 -> SparseTensor.read(bytes, place.at("sparse_tensor"));
                default -> {}
            }
        }

        private void integer(long value) {
            if (integers.size() < MAX_INTEGERS) {
                integers.add(value);
            }
        }

        /** Field 6 is the graph, and 7 the list of floats, where types count the graph as 5 and floats as 6. */
        private void requireType() {
            int expected = FIELD_OF_TYPE.getOrDefault(type, 0);
            GraphRule.ATTRIBUTE.require(
                    carried == 0 || type == 0 || expected == carried,
                    place,
                    "the attribute '" + name + "' declares another type than the value that it carries");
        }
    }
}
