package farebox.models.onnx;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import farebox.kernel.DataCorrupted;
import farebox.models.TokenIds;
import java.io.IOException;
import java.nio.file.Path;

/** A model's own tokenizer. It may be used by several threads at once. */
public final class TextTokenizer implements AutoCloseable {
    private static final boolean WITH_SPECIAL_TOKENS = true;
    private static final boolean SKIP_SPECIAL_TOKENS = true;

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

    /** Does nothing but load the library. */
    static void start() {
        LibUtils.checkStatus();
    }

    /** Copies the ids alone out of the native encoding; the library's own {@code encode} copies nine arrays. */
    public TokenIds encode(String text) {
        long encoding = TokenizersLibrary.LIB.encode(tokenizer.getHandle(), text, WITH_SPECIAL_TOKENS);
        try {
            return new TokenIds(TokenizersLibrary.LIB.getTokenIds(encoding));
        } finally {
            TokenizersLibrary.LIB.deleteEncoding(encoding);
        }
    }

    /** The text of tokens, without special ones. */
    public String decode(long[] tokens) {
        return tokenizer.decode(tokens, SKIP_SPECIAL_TOKENS);
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
