package farebox.models.onnx;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import farebox.kernel.DataCorrupted;
import farebox.models.TokenIds;
import java.io.IOException;
import java.nio.file.Path;

/** A model's own tokenizer. It may be used by several threads at once. */
public final class TextTokenizer implements AutoCloseable {
    private final HuggingFaceTokenizer tokenizer;

    private TextTokenizer(HuggingFaceTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /**
     * Whatever the file asks for, nothing is cut and nothing is filled up: a text that was cut in silence gets a wrong
     * answer, and a text that is filled up to 128 tokens is billed for them.
     *
     * @throws DataCorrupted if the file is no tokenizer
     */
    public static TextTokenizer open(Path file) {
        OnnxEngine.start();
        try {
            return new TextTokenizer(HuggingFaceTokenizer.builder()
                    .optTokenizerPath(file)
                    .optTruncation(false)
                    .optPadding(false)
                    .build());
        } catch (IOException | RuntimeException e) {
            // The library reports a file it cannot read as a plain RuntimeException.
            throw new DataCorrupted("the tokenizer of the model cannot be opened", e);
        }
    }

    public TokenIds encode(String text) {
        return new TokenIds(tokenizer.encode(text).getIds());
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
