package farebox.inference.generate;

import farebox.kernel.Amounts;

/** Is told tokens while a text is generated. */
@FunctionalInterface
public interface TokenListener {
    TokenListener NONE = (token, used) -> {};

    /**
     * @param token whose text no stop sequence can take back any more
     * @param used since the text was begun: tokens in and out, those included that are not told yet, and compute time
     */
    void token(Generated.Token token, Amounts used);
}
