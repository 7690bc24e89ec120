package farebox.models.onnx;

import farebox.models.ModelCard;
import farebox.models.ReadingModel;
import farebox.models.cache.OpenModel;
import farebox.models.tensor.Tensor;
import java.util.List;

/** Open sessions of the graph that finds lines of text, and of the one that reads them. */
record OnnxReadingModel(OnnxModel detection, OnnxModel recognition) implements ReadingModel, OpenModel {
    @Override
    public ModelCard card() {
        return detection.card();
    }

    @Override
    public List<Tensor> run(List<Tensor> inputs, List<String> outputs) {
        return detection.run(inputs, outputs);
    }

    @Override
    public Tensor recognise(Tensor line, String output) {
        return recognition.run(List.of(line), List.of(output)).getFirst();
    }

    @Override
    public void close() {
        recognition.close();
        detection.close();
    }
}
