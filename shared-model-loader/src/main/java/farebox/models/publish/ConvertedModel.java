package farebox.models.publish;

import farebox.models.TensorSchema;
import java.util.List;

/**
 * What became of a graph and a tokenizer that were found good.
 *
 * @param output the tensor that is pooled, as (texts, tokens, dimensions)
 * @param vocabulary token ids are below this
 */
public record ConvertedModel(List<TensorSchema> inputs, TensorSchema output, int vocabulary) {
    public ConvertedModel {
        inputs = List.copyOf(inputs);
    }
}
