package farebox.models.onnx;

import farebox.models.ModelCard;
import farebox.models.cache.OpenModel;
import farebox.models.tensor.Tensor;
import java.util.List;

/** An open session, and more that its task needs. */
interface GraphModel extends OpenModel {
    OnnxModel graph();

    @Override
    default ModelCard card() {
        return graph().card();
    }

    @Override
    default List<Tensor> run(List<Tensor> inputs, List<String> outputs) {
        return graph().run(inputs, outputs);
    }

    @Override
    default void close() {
        graph().close();
    }
}
