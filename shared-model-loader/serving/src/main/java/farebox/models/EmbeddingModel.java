package farebox.models;

/** An open model of a {@link ModelSpec.TextEmbedding}. */
public interface EmbeddingModel extends TextModel {
    /**
     * One embedding, pooled and normalised as the spec says.
     *
     * @param tokens 1 to {@code maxTokens} ids, each below {@code vocabulary}
     * @return {@code dimensions} numbers
     */
    float[] embed(TokenIds tokens);
}
