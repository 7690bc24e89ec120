package farebox.models.publish.onnx;

import farebox.kernel.InvalidRequest;
import java.util.Locale;

/** What a graph must keep to be served. A graph that breaks a rule is refused with its name and the place. */
enum GraphRule {
    FORMAT,
    IR_VERSION,
    OPSET,
    DOMAIN,
    OPERATOR,
    EXTERNAL_DATA,
    TENSOR_SIZE,
    TENSOR_DATA,
    ATTRIBUTE,
    NODES,
    NESTING,
    LOOP,
    NAMES,
    TRAINING,
    FUNCTIONS;

    /** Such as {@code onnx_external_data}. */
    String code() {
        return "onnx_" + name().toLowerCase(Locale.ROOT);
    }

    void require(boolean holds, Place place, String reason) {
        if (!holds) {
            throw broken(place, reason);
        }
    }

    InvalidRequest broken(Place place, String reason) {
        return new InvalidRequest(reason, place.toString(), code());
    }
}
