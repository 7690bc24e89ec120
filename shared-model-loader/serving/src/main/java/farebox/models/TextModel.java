package farebox.models;

/** An open model of texts. */
public interface TextModel extends Model {
    /**
     * The ids of a text with the special tokens the model wants, never truncated or padded: the caller checks the
     * length.
     */
    TokenIds tokenize(String text);
}
