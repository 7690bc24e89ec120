package farebox.models;

import farebox.kernel.InvalidRequest;
import farebox.models.tensor.Tensor;
import java.util.List;

/** An open model. May be used by several threads at once. */
public interface Model {
    ModelCard card();

    /**
     * Runs the graph itself.
     *
     * @param inputs one for each input of the graph, of its type and shape
     * @param outputs names of outputs of the graph, at least one
     * @return the outputs in that order
     * @throws InvalidRequest if the graph does not take these values, such as an index that its table lacks
     */
    List<Tensor> run(List<Tensor> inputs, List<String> outputs);
}
