package farebox.local.dynamodb.expression;

/**
 * A piece of an expression.
 *
 * @param start its place in the source
 */
record Token(Kind kind, String text, int start) {
    enum Kind {
        /** An attribute name, a function or a keyword. */
        WORD,
        /** {@code #name} */
        NAME,
        /** {@code :value} */
        VALUE,
        INDEX,
        SYMBOL,
        END
    }

    boolean is(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isWord(String keyword) {
        return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
    }

    int end() {
        return kind == Kind.END ? start : start + text.length();
    }
}
