package farebox.models.publish.onnx;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** One ValueInfoProto: a named value with the shape that is declared for it. */
record ValueMessage(String name) {
    private static final int TENSOR_TYPE = 1;
    private static final int SHAPE = 2;
    private static final int DIMENSION = 1;

    /** What exporters write for an axis whose size is free. */
    private static final long FREE = -1;

    static ValueMessage read(ByteBuffer message, Place place) {
        AtomicReference<String> name = new AtomicReference<>("");
        ProtoMessage.walk(message, place, (number, _, bytes) -> {
            switch (number) {
                case 1 -> name.set(ProtoMessage.text(bytes));
                case 2 -> type(bytes, place.at("type"));
                default -> {}
            }
        });
        return new ValueMessage(name.get());
    }

    private static void type(ByteBuffer type, Place place) {
        ProtoMessage.walk(type, place, (number, _, bytes) -> {
            if (number == TENSOR_TYPE) {
                tensor(bytes, place);
            }
        });
    }

    private static void tensor(ByteBuffer tensor, Place place) {
        ProtoMessage.walk(tensor, place, (number, _, bytes) -> {
            if (number == SHAPE) {
                shape(bytes, place.at("shape"));
            }
        });
    }

    private static void shape(ByteBuffer shape, Place place) {
        AtomicLong elements = new AtomicLong(1);
        ProtoMessage.walk(shape, place, (number, _, bytes) -> {
            if (number == DIMENSION) {
                dimension(bytes, elements, place);
            }
        });
    }

    private static void dimension(ByteBuffer dimension, AtomicLong elements, Place place) {
        ProtoMessage.walk(dimension, place, (number, value, _) -> {
            if (number == 1 && value != FREE) {
                elements.updateAndGet(count -> TensorMessage.times(count, value, place));
            }
        });
    }
}
