package farebox.models;

import farebox.kernel.InvalidRequest;
import farebox.models.tensor.Tensor;

/** An open model whose first graph finds lines of text, and whose second reads them. */
public interface ReadingModel extends Model {
    /**
     * Runs the second graph.
     *
     * @throws InvalidRequest if the graph does not take the line
     */
    Tensor recognise(Tensor line, String output);
}
