package farebox.models.onnx;

import farebox.models.BatchModel;
import farebox.models.ModelCard;
import farebox.models.cache.OpenModel;
import farebox.models.tensor.Tensor;
import java.util.List;

/** An open session over inputs of one size. */
record OnnxBatchModel(OnnxModel graph, boolean batchesAlike) implements BatchModel, OpenModel {
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
