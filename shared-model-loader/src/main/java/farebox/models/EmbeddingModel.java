package farebox.models;

/** An open sentence-embedding model. May be used by several threads at once. */
public interface EmbeddingModel {
    ModelCard card();

    /**
     * The ids of a text with the special tokens the model wants, never truncated or padded: the caller checks the
     * length.
     */
    TokenIds tokenize(String text);

    /**
     * One embedding, pooled and normalised as the manifest says.
     *
     * @param tokens 1 to {@code maxTokens} ids, each below {@code vocabulary}
     * @return {@code dimensions} numbers
     */
    float[] embed(TokenIds tokens);
}
