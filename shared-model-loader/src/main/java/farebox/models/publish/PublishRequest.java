package farebox.models.publish;

import farebox.models.ModelRef;

/**
 * A model that is to be published.
 *
 * @param graph as ONNX
 * @param tokenizer as the {@code tokenizer.json} of Hugging Face's tokenizers
 * @param source where it comes from, in words
 */
public record PublishRequest(
        ModelRef model, ByteSource graph, ByteSource tokenizer, EmbeddingSettings settings, String source) {}
