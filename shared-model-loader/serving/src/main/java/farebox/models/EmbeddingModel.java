package farebox.models;

import java.util.List;

/** An open model of a {@link ModelSpec.TextEmbedding}. */
public interface EmbeddingModel extends TextModel {
    /**
     * One embedding, pooled and normalised as the spec says.
     *
     * @param tokens 1 to {@code maxTokens} ids, each below {@code vocabulary}
     * @return {@code dimensions} numbers
     */
    float[] embed(TokenIds tokens);

    /**
     * How many texts of one length a run may have; 1 unless publication has shown that they do not change each other's
     * embeddings.
     *
     * @param length in tokens
     */
    default int maxBatch(int length) {
        return 1;
    }

    /**
     * The embeddings of texts of one length, in their order.
     *
     * @param texts 1 to {@link #maxBatch} of them
     */
    default List<float[]> embedBatch(List<TokenIds> texts) {
        return texts.stream().map(this::embed).toList();
    }
}
