package farebox.models.onnx;

import farebox.models.ExplainableModel;
import farebox.models.ModelCard;
import farebox.models.cache.OpenModel;
import farebox.models.tensor.Tensor;
import java.util.List;

/** An open session and the rows that predictions are compared with. */
record OnnxTableModel(OnnxModel graph, byte[] background) implements ExplainableModel, OpenModel {
    @Override
    public ModelCard card() {
        return graph.card();
    }

    @Override
    public List<Tensor> run(List<Tensor> inputs, List<String> outputs) {
        return graph.run(inputs, outputs);
    }

    @Override
    public void close() {
        graph.close();
    }
}
