package farebox.training.neural.language;

import farebox.training.neural.Dataset;
import farebox.training.neural.Inputs;
import farebox.training.neural.Targets;
import java.util.random.RandomGenerator;

/** A text's tokens in windows of one length, each with the token that follows at every place. */
public record TokenWindows(int[] tokens, int length) implements Dataset {
    public TokenWindows {
        if (tokens.length <= length) {
            throw new IllegalArgumentException(
                    "a text of %d tokens has no window of %d and its next token".formatted(tokens.length, length));
        }
    }

    @Override
    public int size() {
        return (tokens.length - 1) / length;
    }

    @Override
    public Batch batch(int[] rows, RandomGenerator random) {
        long[] inputs = new long[rows.length * length];
        long[] next = new long[inputs.length];
        for (int row = 0; row < rows.length; row++) {
            for (int i = 0; i < length; i++) {
                inputs[row * length + i] = tokens[rows[row] * length + i];
                next[row * length + i] = tokens[rows[row] * length + i + 1];
            }
        }
        return new Batch(new Inputs.Tokens(inputs, length), new Targets.NextTokens(next, length));
    }
}
