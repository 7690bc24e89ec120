package farebox.inference;

import java.util.List;
import java.util.function.Function;

/** A row mixed with others, column by column. */
@FunctionalInterface
public interface MixedRows {
    /**
     * @param background as a model keeps it
     * @return all rows of the background once for each coalition, one coalition after the other; a coalition says by
     *     column whether its value is that of the row, and not of the background
     */
    Function<List<boolean[]>, TableInput> over(byte[] background);
}
