package farebox.models;

/** An open model of a {@link ModelSpec.TextGeneration}. */
public interface GenerativeModel extends TextModel {
    /** The text of tokens, without special ones. Bytes that are no whole character stand as U+FFFD. */
    String decode(long[] tokens);
}
