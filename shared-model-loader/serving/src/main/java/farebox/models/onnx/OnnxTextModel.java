package farebox.models.onnx;

import farebox.models.GenerativeModel;
import farebox.models.TokenIds;

/** An open session and its tokenizer. */
record OnnxTextModel(OnnxModel graph, TextTokenizer tokenizer) implements GenerativeModel, GraphModel {
    @Override
    public TokenIds tokenize(String text) {
        return tokenizer.encode(text);
    }

    @Override
    public String decode(long[] tokens) {
        return tokenizer.decode(tokens);
    }

    @Override
    public void close() {
        tokenizer.close();
        GraphModel.super.close();
    }
}
