package farebox.inference;

import farebox.kernel.InvalidRequest;
import farebox.models.TokenIds;
import java.nio.charset.StandardCharsets;

/** One thing to embed. */
public sealed interface Input {
    record Text(String text) implements Input {
        /** @throws InvalidRequest if half of a surrogate pair is missing, which no tokenizer can read */
        public Text {
            if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
                throw new InvalidRequest("a text has half a character: an unpaired surrogate", "input");
            }
        }
    }

    /** A text that the caller has tokenized by itself, special tokens included. */
    record Tokenized(TokenIds tokens) implements Input {}
}
