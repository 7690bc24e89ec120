package farebox.training.pipeline;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;

/**
 * Rows that a model was not trained on.
 *
 * @param rows objects of column and value
 * @param targets what each row should be predicted as: a label, or a number as text
 */
public record HeldOutRows(ArrayNode rows, List<String> targets) {
    public HeldOutRows {
        targets = List.copyOf(targets);
    }

    public boolean isEmpty() {
        return targets.isEmpty();
    }
}
