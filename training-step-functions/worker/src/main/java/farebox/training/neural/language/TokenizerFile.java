package farebox.training.neural.language;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A tokenizer as the {@code tokenizer.json} that Hugging Face's tokenizers read. */
public final class TokenizerFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TYPE = "type";

    private TokenizerFile() {}

    public static String write(BytePairTokenizer tokenizer) {
        ObjectNode file = JSON.createObjectNode();
        file.put("version", "1.0");
        file.putNull("truncation").putNull("padding");
        padding(file.putArray("added_tokens").addObject());
        file.putNull("normalizer");
        byteLevel(file.putObject("pre_tokenizer"));
        file.putNull("post_processor");
        byteLevel(file.putObject("decoder"));
        model(file.putObject("model"), tokenizer);
        try {
            return JSON.writeValueAsString(file);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of strings and numbers has a JSON form", e);
        }
    }

    private static void padding(ObjectNode token) {
        token.put("id", BytePairTokenizer.PADDING)
                .put("content", BytePairTokenizer.PADDING_TOKEN)
                .put("single_word", false)
                .put("lstrip", false)
                .put("rstrip", false)
                .put("normalized", false)
                .put("special", true);
    }

    private static void byteLevel(ObjectNode part) {
        part.put(TYPE, "ByteLevel")
                .put("add_prefix_space", false)
                .put("trim_offsets", true)
                .put("use_regex", true);
    }

    private static void model(ObjectNode model, BytePairTokenizer tokenizer) {
        model.put(TYPE, "BPE");
        ObjectNode vocabulary = model.putObject("vocab");
        tokenizer.tokens().forEach(token -> vocabulary.put(token, vocabulary.size()));
        ArrayNode merges = model.putArray("merges");
        tokenizer.merges().forEach(pair -> merges.add(pair.left() + " " + pair.right()));
    }
}
