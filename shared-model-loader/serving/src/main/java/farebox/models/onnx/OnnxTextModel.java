package farebox.models.onnx;

import farebox.models.GenerativeModel;
import farebox.models.ModelCard;
import farebox.models.TokenIds;
import farebox.models.cache.OpenModel;
import farebox.models.tensor.Tensor;
import java.util.List;

/** An open session and its tokenizer. */
record OnnxTextModel(OnnxModel graph, TextTokenizer tokenizer) implements GenerativeModel, OpenModel {
    @Override
    public ModelCard card() {
        return graph.card();
    }

    @Override
    public TokenIds tokenize(String text) {
        return tokenizer.encode(text);
    }

    @Override
    public String decode(long[] tokens) {
        return tokenizer.decode(tokens);
    }

    @Override
    public List<Tensor> run(List<Tensor> inputs, List<String> outputs) {
        return graph.run(inputs, outputs);
    }

    @Override
    public void close() {
        tokenizer.close();
        graph.close();
    }
}
