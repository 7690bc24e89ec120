package farebox.inference;

import java.util.List;

/** A row mixed with others, column by column. */
@FunctionalInterface
public interface MixedRows {
    /**
     * All rows of the background once for each coalition, one coalition after the other.
     *
     * @param background as a model keeps it
     * @param coalitions say by column whether its value is that of the row, and not of the background
     */
    TableInput of(byte[] background, List<boolean[]> coalitions);
}
