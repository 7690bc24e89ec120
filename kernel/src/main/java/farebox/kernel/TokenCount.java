package farebox.kernel;

/** A number of tokens as the model's own tokenizer counts them. */
public record TokenCount(long count) {
    public static final TokenCount NONE = new TokenCount(0);

    public TokenCount {
        if (count < 0) {
            throw new IllegalArgumentException("tokens are never negative: " + count);
        }
    }

    public TokenCount plus(TokenCount other) {
        return new TokenCount(Math.addExact(count, other.count));
    }
}
