package farebox.models.onnx;

import farebox.kernel.InvalidRequest;
import farebox.models.TokenIds;
import java.util.Arrays;

/** The inputs that a graph over tokens may ask for, and what each is given. */
enum TokenInput {
    INPUT_IDS("input_ids"),
    ATTENTION_MASK("attention_mask"),
    TOKEN_TYPE_IDS("token_type_ids");

    private final String tensor;

    TokenInput(String tensor) {
        this.tensor = tensor;
    }

    /** @throws InvalidRequest if no input has that name */
    static TokenInput named(String tensor) {
        return Arrays.stream(values())
                .filter(input -> input.tensor.equals(tensor))
                .findFirst()
                .orElseThrow(() -> new InvalidRequest("the graph asks for " + tensor
                        + "; only input_ids, attention_mask and token_type_ids are given"));
    }

    long[] values(TokenIds tokens) {
        long[] values = new long[tokens.count()];
        return switch (this) {
            case INPUT_IDS -> tokens.ids();
            case ATTENTION_MASK -> {
                Arrays.fill(values, 1);
                yield values;
            }
            case TOKEN_TYPE_IDS -> values;
        };
    }
}
