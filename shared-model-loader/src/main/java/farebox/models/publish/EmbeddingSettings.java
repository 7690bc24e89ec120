package farebox.models.publish;

import farebox.models.Pooling;

/**
 * What the files of a model do not say about it.
 *
 * @param maxTokens the longest input in tokens, special tokens included
 * @param normalise whether an embedding is scaled to length 1
 */
public record EmbeddingSettings(Pooling pooling, boolean normalise, int maxTokens) {}
