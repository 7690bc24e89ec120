package farebox.models;

import farebox.kernel.InvalidRequest;
import farebox.models.tensor.GraphSchema;
import farebox.models.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** The inputs that a graph over tokens may have, and what each is given for one text. */
public enum TokenTensor {
    INPUT_IDS("input_ids"),
    ATTENTION_MASK("attention_mask"),
    TOKEN_TYPE_IDS("token_type_ids");

    private final String tensor;

    TokenTensor(String tensor) {
        this.tensor = tensor;
    }

    /** The name of the input. */
    public String tensor() {
        return tensor;
    }

    /** @throws InvalidRequest if no input has that name */
    public static TokenTensor named(String tensor) {
        return Arrays.stream(values())
                .filter(input -> input.tensor.equals(tensor))
                .findFirst()
                .orElseThrow(() -> new InvalidRequest("the graph has the input '" + tensor
                        + "'; a model of texts has input_ids, attention_mask and token_type_ids, no other"));
    }

    /** What a graph over tokens is given: for each of its inputs a row for each text; all texts have one length. */
    public static List<Tensor> inputs(GraphSchema graph, List<TokenIds> texts) {
        return graph.inputs().stream()
                .map(input -> named(input.name()).of(texts))
                .toList();
    }

    public long[] values(TokenIds tokens) {
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

    public Tensor of(TokenIds tokens) {
        return of(List.of(tokens));
    }

    /** A row for each text; all have one length. */
    public Tensor of(List<TokenIds> texts) {
        return Tensor.ofLongs(tensor, texts.stream().map(this::values).toList());
    }
}
