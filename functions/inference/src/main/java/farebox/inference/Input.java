package farebox.inference;

import farebox.kernel.InvalidRequest;
import farebox.models.TokenIds;
import java.nio.charset.StandardCharsets;

/** One thing to embed. */
public sealed interface Input {
    /** A text that is not empty, and whose surrogates are all paired. */
    record Text(String text) implements Input {}

    /** A text of which the model reads as much as it can, because the caller asked for that. */
    record Truncatable(String text) implements Input {}

    /** A text that the caller has tokenized, special tokens included. */
    record Tokenized(TokenIds tokens) implements Input {}

    /**
     * @param index of the text in its batch, from 0
     * @throws InvalidRequest if it is empty, or half of a surrogate pair is missing, which no tokenizer can read
     */
    static Text text(String text, int index) {
        return text(text, "input " + index, "input");
    }

    /**
     * As {@link #text(String, int)}, for protocols that call it otherwise.
     *
     * @param name what a message calls the text
     * @param field in which it stands
     */
    static Text text(String text, String name, String field) {
        if (text.isEmpty()) {
            throw new InvalidRequest(name + " is empty; a text has at least one character", field);
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new InvalidRequest(name + " has half a character: an unpaired surrogate", field);
        }
        return new Text(text);
    }
}
