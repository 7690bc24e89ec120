package farebox.kernel;

/** A number of tokens as the model's own tokenizer counts them. */
public record Tokens(long count) {
    public static final Tokens NONE = new Tokens(0);

    public Tokens {
        if (count < 0) {
            throw new IllegalArgumentException("tokens are never negative: " + count);
        }
    }

    public Tokens plus(Tokens other) {
        return new Tokens(Math.addExact(count, other.count));
    }
}
