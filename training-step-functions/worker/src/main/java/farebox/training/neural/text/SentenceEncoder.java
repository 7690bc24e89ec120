package farebox.training.neural.text;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.training.ModelArtifact;
import farebox.training.export.OnnxSessions;
import farebox.training.onnx.OnnxGraph;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A transformer that was trained before, with its tokenizer. A text's embedding is the mean of its tokens' states with
 * length 1.
 *
 * <p>Texts are encoded one at a time: an int8 graph scales its activations by the batch, so that a text's embedding
 * would depend on its neighbours.
 */
public final class SentenceEncoder implements AutoCloseable {
    /** Inputs of the graph, int64 [texts, tokens]. */
    static final String IDS = "input_ids";

    static final String MASK = "attention_mask";
    private static final String TYPES = "token_type_ids";
    private static final String EMBEDDING = "embedding";
    private static final String MINI_LM = "/all-minilm-l6-v2-q";
    private static final int MAX_TOKENS = 512;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final OnnxGraph graph;
    private final String tokenizerJson;
    private final HuggingFaceTokenizer tokenizer;
    private final OrtSession session;

    private SentenceEncoder(OnnxGraph graph, String tokenizerJson) throws IOException {
        this.graph = graph;
        this.tokenizerJson = tokenizerJson;
        this.tokenizer = HuggingFaceTokenizer.newInstance(
                new ByteArrayInputStream(tokenizerJson.getBytes(StandardCharsets.UTF_8)),
                Map.of("truncation", "true", "maxLength", Integer.toString(MAX_TOKENS), "padding", "false"));
        this.session = OnnxSessions.open(SentenceGraph.embedding(graph, EMBEDDING), 1);
    }

    /** Opens an encoder from the files of its graph and its tokenizer. */
    public static SentenceEncoder open(InputStream graph, InputStream tokenizer) throws IOException {
        return new SentenceEncoder(OnnxGraph.parse(graph.readAllBytes()), withoutPadding(tokenizer.readAllBytes()));
    }

    /** all-MiniLM-L6-v2 in int8, where its jar lies on the class path. */
    public static SentenceEncoder miniLm() {
        try (InputStream graph = resource(MINI_LM + ".onnx");
                InputStream tokenizer = resource(MINI_LM + "-tokenizer.json")) {
            return open(graph, tokenizer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The tokenizer with the length that texts are cut at here, and without padding, which every text would pay for.
     */
    private static String withoutPadding(byte[] tokenizer) throws IOException {
        ObjectNode file = (ObjectNode) JSON.readTree(tokenizer);
        file.putNull("padding");
        file.putObject("truncation")
                .put("direction", "Right")
                .put("max_length", MAX_TOKENS)
                .put("strategy", "LongestFirst")
                .put("stride", 0);
        return JSON.writeValueAsString(file);
    }

    /** The {@code tokenizer.json} that serves the same tokens. */
    public String tokenizerJson() {
        return tokenizerJson;
    }

    /** What serving must know of the texts that the encoder takes; longer ones were cut in training. */
    public ModelArtifact.Text input() {
        try {
            return new ModelArtifact.Text(
                    MAX_TOKENS, JSON.readTree(tokenizerJson).at("/model/vocab").size());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tokenizer that was read before is no JSON", e);
        }
    }

    /** How many tokens of a text the encoder is given, special ones included. */
    public int tokenCount(String text) {
        return tokenizer.encode(text).getIds().length;
    }

    private static InputStream resource(String name) {
        InputStream resource = SentenceEncoder.class.getResourceAsStream(name);
        if (resource == null) {
            throw new IllegalStateException("the class path has no " + name);
        }
        return resource;
    }

    OnnxGraph graph() {
        return graph;
    }

    /** The embedding of one text. */
    public float[] embed(String text) {
        return run(session, text, EMBEDDING)[0];
    }

    /** One output of a session over this encoder's inputs, for one text. */
    float[][] run(OrtSession graphSession, String text, String output) {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            Encoding encoding = tokenizer.encode(text);
            inputs.put(IDS, tensor(encoding.getIds()));
            inputs.put(MASK, tensor(encoding.getAttentionMask()));
            inputs.put(TYPES, tensor(encoding.getTypeIds()));
            inputs.keySet().retainAll(graphSession.getInputNames());
            try (OrtSession.Result result = graphSession.run(inputs)) {
                return (float[][]) result.get(output).orElseThrow().getValue();
            }
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed to encode a text", e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private static OnnxTensor tensor(long[] row) throws OrtException {
        return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), new long[][] {row});
    }

    @Override
    public void close() {
        tokenizer.close();
        OnnxSessions.close(session);
    }
}
