package farebox.models;

/** How the vectors of the tokens become the one vector of a text. */
public enum Pooling {
    /** The mean over the tokens that the attention mask keeps. */
    MEAN,
    /** The vector of the first token. */
    CLS
}
