package farebox.models.publish.onnx;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** One NodeProto, whose attributes are not read yet. */
record NodeMessage(
        String name,
        String operator,
        String domain,
        List<String> inputs,
        List<String> outputs,
        List<ByteBuffer> attributes) {

    static NodeMessage read(ByteBuffer message, Place place) {
        Fields fields = new Fields();
        ProtoMessage.walk(message, place, fields::field);
        return new NodeMessage(
                fields.name, fields.operator, fields.domain, fields.inputs, fields.outputs, fields.attributes);
    }

    /** The name of an input; empty if the node has not so many. */
    String input(int index) {
        return index < inputs.size() ? inputs.get(index) : "";
    }

    boolean is(String type) {
        return operator.equals(type) && (domain.isEmpty() || domain.equals(Operators.ONNX));
    }

    /** The fields in whatever order they come. */
    private static final class Fields {
        private String name = "";
        private String operator = "";
        private String domain = "";
        private final List<String> inputs = new ArrayList<>(2);
        private final List<String> outputs = new ArrayList<>(1);
        private final List<ByteBuffer> attributes = new ArrayList<>(1);

        /** The number is read by {@link ProtoMessage#walk}, and is of no use here. */
        private void field(int number, long unused, ByteBuffer bytes) {
            switch (number) {
                case 1 -> inputs.add(ProtoMessage.text(bytes));
                case 2 -> outputs.add(ProtoMessage.text(bytes));
                case 3 -> name = ProtoMessage.text(bytes);
                case 4 -> operator = ProtoMessage.text(bytes);
                case 5 -> attributes.add(bytes);
                case 7 -> domain = ProtoMessage.text(bytes);
                default -> {}
            }
        }
    }
}
