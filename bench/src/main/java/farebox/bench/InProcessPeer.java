package farebox.bench;

import farebox.models.EmbeddingModel;
import java.util.List;

/** The tokenizer and ONNX Runtime's Java API in this process, one text a run. */
record InProcessPeer(EmbeddingModel tokenizer, RawModel model) implements Peer {
    @Override
    public String name() {
        return "ONNX Runtime, Java, in process";
    }

    @Override
    public void embed(List<String> texts) throws Exception {
        for (String text : texts) {
            model.embed(tokenizer.tokenize(text).ids());
        }
    }

    @Override
    public boolean concurrent() {
        return true;
    }

    /** Not its own: the benchmark runs in the same process. */
    @Override
    public ProcessTree processes() {
        return new ProcessTree(ProcessHandle.current());
    }

    @Override
    public void close() {}
}
