package farebox.inference;

import farebox.kernel.InvalidRequest;
import farebox.models.ModelCard;
import farebox.models.TextInput;
import farebox.models.TextModel;
import farebox.models.TokenIds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Turns the inputs of a request into tokens, within the limits of a model and of a request. */
public record TextTokens(TextModel model, TextInput limits) {
    /** OpenAI's bound on the sum over one request. */
    static final long MAX_TOKENS = 300_000;

    /** In characters. Counting the tokens of 4 MB takes seconds, too long for an error. */
    static final int LONG_TEXT = 200_000;

    private static final String INPUT = "input";

    /** @param each called before each input, to stop in time */
    public List<TokenIds> of(List<Input> inputs, Runnable each) {
        List<TokenIds> tokenized = new ArrayList<>(inputs.size());
        for (Input input : inputs) {
            TokenIds tokens = switch (input) {
                case Input.Text text -> tokenize(text.text(), tokenized.size());
                case Input.Truncatable text -> truncated(text.text());
                case Input.Tokenized given -> known(given.tokens(), tokenized.size());
            };
            requireFits(tokens, tokenized.size());
            each.run();
            tokenized.add(tokens);
        }
        requireFewEnough(count(tokenized));
        return tokenized;
    }

    static long count(List<TokenIds> tokenized) {
        long count = 0;
        for (TokenIds tokens : tokenized) {
            count += tokens.count();
        }
        return count;
    }

    private static void requireFewEnough(long count) {
        if (count > MAX_TOKENS) {
            throw new InvalidRequest(
                    "the inputs have " + count + " tokens together, and a call may have " + MAX_TOKENS
                            + "; split the batch",
                    INPUT,
                    "max_tokens_per_request");
        }
    }

    /** A long text is judged by its beginning first; one that is long for a few endless words passes. */
    private TokenIds tokenize(String text, int index) {
        if (text.length() > LONG_TEXT) {
            int end = Character.isHighSurrogate(text.charAt(LONG_TEXT - 1)) ? LONG_TEXT - 1 : LONG_TEXT;
            int count = model.tokenize(text.substring(0, end)).count();
            // The cut may add tokens of its own, but not as many again.
            if (count > 2 * limits.maxTokens()) {
                throw tooLong("the first " + end + " characters of input " + index + " have " + count);
            }
        }
        return model.tokenize(text);
    }

    /** The first tokens, and the last one, which ends every text. */
    private TokenIds truncated(String text) {
        int end = Math.min(text.length(), LONG_TEXT);
        boolean split = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
        long[] ids = model.tokenize(text.substring(0, split ? end - 1 : end)).ids();
        if (ids.length <= limits.maxTokens()) {
            return new TokenIds(ids);
        }
        long[] kept = Arrays.copyOf(ids, limits.maxTokens());
        kept[kept.length - 1] = ids[ids.length - 1];
        return new TokenIds(kept);
    }

    private TokenIds known(TokenIds tokens, int index) {
        if (Arrays.stream(tokens.ids()).anyMatch(id -> id < 0 || id >= limits.vocabulary())) {
            throw new InvalidRequest(
                    "input " + index + " has a token id that " + name() + " does not: they are 0 to "
                            + (limits.vocabulary() - 1),
                    INPUT);
        }
        return tokens;
    }

    private void requireFits(TokenIds tokens, int index) {
        if (tokens.count() == 0) {
            throw new InvalidRequest("input " + index + " has no tokens", INPUT);
        }
        if (tokens.count() > limits.maxTokens()) {
            throw tooLong("input " + index + " has " + tokens.count());
        }
    }

    private InvalidRequest tooLong(String found) {
        return new InvalidRequest(
                "%s reads at most %d tokens, and %s; shorten or split that text"
                        .formatted(name(), limits.maxTokens(), found),
                INPUT,
                "context_length_exceeded");
    }

    private String name() {
        ModelCard card = model.card();
        return card.ref().name().value();
    }
}
