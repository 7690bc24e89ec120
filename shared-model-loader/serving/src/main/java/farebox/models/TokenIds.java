package farebox.models;

/**
 * A text as its model's tokenizer sees it, special tokens included.
 *
 * @param ids never changed after construction
 */
public record TokenIds(long[] ids) {
    public int count() {
        return ids.length;
    }
}
