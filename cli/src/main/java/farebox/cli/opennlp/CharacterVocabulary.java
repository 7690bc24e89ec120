package farebox.cli.opennlp;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A token for each character that stands in an n-gram. Characters that stand in none are one token, which no n-gram
 * has.
 */
final class CharacterVocabulary {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String UNKNOWN = "[UNK]";
    private static final String TYPE = "type";
    private static final String SPACE = " ";

    /**
     * What OpenNLP's normalizers of text replace by a space, in their order and over lower case: hyphens and what lies
     * above the surrogates, addresses, marks and abbreviations of short messages, digits, and spaces.
     */
    private static final List<String> REPLACED = List.of(
            "[-\\x{E000}-\\x{10FFFF}]+",
            "https?://[-_.?&~;+=/#0-9a-z]+",
            "(?<![-+_.0-9a-z])[-+_.0-9a-z]+@[-0-9a-z]+[-.0-9a-z]+",
            "[#@][^ \\t\\n\\x0B\\f\\r]+",
            "\\b(rt[ :])+",
            "[:;x]-?[()dop]",
            "[0-9]+",
            "[ \\t\\n\\x0B\\f\\r]{2,}");

    /** Of a character that stands more than twice in a row, all but the last two. */
    private static final String REPEATED = "(.)(?=\\1\\1)";

    private final Map<String, Integer> ids = new HashMap<>();

    CharacterVocabulary(Collection<String> ngrams) {
        ids.put(UNKNOWN, 0);
        ngrams.stream()
                .flatMap(ngram -> ngram.chars().mapToObj(Character::toString))
                .forEach(character -> ids.putIfAbsent(character, ids.size()));
    }

    int size() {
        return ids.size();
    }

    long[] tokens(String ngram) {
        return ngram.chars().mapToObj(Character::toString).mapToLong(ids::get).toArray();
    }

    /** As the {@code tokenizer.json} of Hugging Face's tokenizers. */
    String tokenizerJson() {
        ObjectNode file = JSON.createObjectNode().put("version", "1.0");
        file.putNull("truncation").putNull("padding").putArray("added_tokens");
        normalizers(file.putObject("normalizer").put(TYPE, "Sequence").putArray("normalizers"));
        file.putObject("pre_tokenizer")
                .put(TYPE, "Split")
                .put("behavior", "Isolated")
                .put("invert", false)
                .putObject("pattern")
                .put("Regex", "(?m:.)");
        file.putNull("post_processor").putNull("decoder");
        ObjectNode vocabulary = file.putObject("model")
                .put(TYPE, "WordLevel")
                .put("unk_token", UNKNOWN)
                .putObject("vocab");
        ids.forEach(vocabulary::put);
        return file.toString();
    }

    private static void normalizers(ArrayNode sequence) {
        // One character in Java's lower case, and two in full Unicode's.
        replace(sequence, "String", "\u0130", "i");
        sequence.addObject().put(TYPE, "Lowercase");
        REPLACED.forEach(pattern -> replace(sequence, "Regex", pattern, SPACE));
        replace(sequence, "Regex", REPEATED, "");
        sequence.addObject().put(TYPE, "Strip").put("strip_left", true).put("strip_right", true);
    }

    private static void replace(ArrayNode sequence, String kind, String pattern, String content) {
        sequence.addObject()
                .put(TYPE, "Replace")
                .put("content", content)
                .putObject("pattern")
                .put(kind, pattern);
    }
}
