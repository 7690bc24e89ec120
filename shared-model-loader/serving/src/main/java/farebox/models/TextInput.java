package farebox.models;

import farebox.models.tensor.GraphSchema;
import farebox.models.tensor.TensorSchema;
import farebox.models.tensor.TensorType;

/**
 * A text that a tokenizer turns into ids.
 *
 * @param maxTokens the longest input in tokens, special tokens included
 * @param vocabulary token ids are below this
 */
public record TextInput(int maxTokens, int vocabulary) {
    private static final int MAX_TOKENS = 1 << 20;
    private static final int MAX_VOCABULARY = 1 << 24;

    public TextInput {
        Specs.require(maxTokens >= 1 && maxTokens <= MAX_TOKENS, "max_tokens is from 1 to " + MAX_TOKENS);
        Specs.require(vocabulary >= 1 && vocabulary <= MAX_VOCABULARY, "vocabulary is from 1 to " + MAX_VOCABULARY);
    }

    void requireFits(GraphSchema graph) {
        for (TensorSchema input : graph.inputs()) {
            TokenTensor.named(input.name());
            Specs.require(
                    input.type() == TensorType.INT64 && input.shape().size() == 2,
                    "the input '" + input.name() + "' is an INT64 tensor of (texts, tokens)");
        }
    }
}
