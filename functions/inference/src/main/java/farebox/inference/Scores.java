package farebox.inference;

import farebox.kernel.Amounts;
import java.util.List;

/**
 * One number for each text of a request.
 *
 * @param list in the order of the texts
 */
public record Scores(List<Double> list, Amounts amounts) {
    public Scores {
        list = List.copyOf(list);
    }
}
