package farebox.inference.generate;

import farebox.kernel.Amounts;
import farebox.kernel.Meter;
import farebox.kernel.TokenCount;
import java.time.Instant;
import java.util.List;

/**
 * What follows a prompt.
 *
 * @param text all of it, without the stop sequence
 * @param tokens from which it came, the one with the stop sequence included
 * @param prompt tokens of the prompt
 * @param completion tokens that were generated
 * @param compute the time the model alone took
 * @param at when it was finished
 */
public record Generated(
        String text,
        List<Token> tokens,
        Finish finish,
        TokenCount prompt,
        TokenCount completion,
        Amounts compute,
        Instant at) {
    public Generated {
        tokens = List.copyOf(tokens);
    }

    /** Why it ended. */
    public enum Finish {
        /** By a stop sequence or an end token. */
        STOP,
        /** By the limit of tokens, or of time. */
        LENGTH
    }

    /**
     * One token.
     *
     * @param text that it completed
     * @param logarithm of its probability
     * @param best the most probable tokens in its place, as many as were asked for
     */
    public record Token(String text, double logarithm, List<Candidate> best) {
        public Token {
            best = List.copyOf(best);
        }
    }

    /** A token that was possible. */
    public record Candidate(String text, double logarithm) {}

    /** With another text, whose tokens are then not told. */
    Generated withText(String other) {
        return other.equals(text) ? this : new Generated(other, List.of(), finish, prompt, completion, compute, at);
    }

    /** Tokens in and out, and compute time. */
    public Amounts amounts() {
        return compute.with(Meter.TOKENS_IN, prompt.count()).with(Meter.TOKENS_OUT, completion.count());
    }
}
