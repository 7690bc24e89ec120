package farebox.training.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Splits texts into words and single punctuation marks, in lower case. It reads its own {@code tokenizer.json} with the
 * library that serving reads it with, so that both give a text the same ids.
 */
public final class WordTokenizer implements AutoCloseable {
    /** The id of a word that the vocabulary lacks. */
    static final int UNKNOWN = 0;

    private static final String UNKNOWN_TOKEN = "[UNK]";
    private static final String LETTERS = "\\p{L}\\p{M}\\p{N}_";
    private static final String TOKEN = "[%s]+|[^%s\\s]".formatted(LETTERS, LETTERS);
    private static final Pattern TOKENS = Pattern.compile(TOKEN, Pattern.UNICODE_CHARACTER_CLASS);
    private static final String TYPE = "type";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int size;
    private final String json;
    private final HuggingFaceTokenizer tokenizer;

    private WordTokenizer(int size, String json) throws IOException {
        this.size = size;
        this.json = json;
        this.tokenizer = HuggingFaceTokenizer.newInstance(
                new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
                Map.of("truncation", "false", "padding", "false"));
    }

    /** A tokenizer that knows these words. */
    static WordTokenizer of(List<String> words) {
        try {
            return new WordTokenizer(1 + words.size(), json(words));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The tokens of a text, whether a vocabulary has them or not. */
    static Stream<String> split(String text) {
        return TOKENS.matcher(lowerCase(text)).results().map(MatchResult::group);
    }

    /** Each character for itself, as the library does it, and not by its place in a word. */
    private static String lowerCase(String text) {
        return text.codePoints()
                .map(Character::toLowerCase)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The ids of a text's tokens. */
    int[] encode(String text) {
        return Arrays.stream(tokenizer.encode(text).getIds())
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    /** Ids are below this. */
    int size() {
        return size;
    }

    /** The {@code tokenizer.json} that serves the same ids. */
    String json() {
        return json;
    }

    private static String json(List<String> words) throws JsonProcessingException {
        ObjectNode file = JSON.createObjectNode().put("version", "1.0");
        file.putNull("truncation").putNull("padding").putArray("added_tokens");
        file.putObject("normalizer").put(TYPE, "Lowercase");
        file.putObject("pre_tokenizer")
                .put(TYPE, "Split")
                .put("behavior", "Removed")
                .put("invert", true)
                .putObject("pattern")
                .put("Regex", TOKEN);
        file.putNull("post_processor").putNull("decoder");
        ObjectNode vocabulary = file.putObject("model")
                .put(TYPE, "WordLevel")
                .put("unk_token", UNKNOWN_TOKEN)
                .putObject("vocab")
                .put(UNKNOWN_TOKEN, UNKNOWN);
        words.forEach(word -> vocabulary.put(word, vocabulary.size()));
        return JSON.writeValueAsString(file);
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
