package farebox.models.publish.onnx;

import farebox.kernel.DataCorrupted;
import farebox.kernel.InvalidRequest;
import farebox.models.FileRole;
import farebox.models.TextInput;
import farebox.models.TokenIds;
import farebox.models.TokenTensor;
import farebox.models.onnx.TextTokenizer;
import farebox.models.publish.Refusal;
import farebox.models.tensor.GraphSchema;
import farebox.models.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Texts for a graph over tokens. */
record TextSamples(TextInput text, GraphSchema graph) {
    private static final List<String> TEXTS =
            List.of("The cat sits on the mat.", "Quarterly revenue rose by four percent.", "Größe 42 – naïve café, 東京");

    /** @throws InvalidRequest if the tokenizer cannot be used, or gives ids that the spec's vocabulary lacks */
    List<List<Tensor>> of(Path tokenizer) throws IOException {
        try {
            return encoded(tokenizer);
        } catch (InvalidRequest e) {
            throw Refusal.in(FileRole.TOKENIZER.fileName(), e);
        }
    }

    private List<List<Tensor>> encoded(Path tokenizer) throws IOException {
        int vocabulary = Vocabulary.size(tokenizer);
        if (vocabulary > text.vocabulary()) {
            throw new InvalidRequest("the tokenizer has " + vocabulary + " words, and the spec says vocabulary "
                    + text.vocabulary() + "; say " + vocabulary + " or more");
        }
        try (TextTokenizer opened = open(tokenizer)) {
            return TEXTS.stream().map(opened::encode).map(this::inputs).toList();
        }
    }

    /** The last word, as often as the spec says that the model takes it: the ends of both tables are reached. */
    List<Tensor> longest() {
        long[] ids = new long[text.maxTokens()];
        Arrays.fill(ids, text.vocabulary() - 1L);
        return inputs(new TokenIds(ids));
    }

    private List<Tensor> inputs(TokenIds tokens) {
        int count = Math.min(tokens.count(), text.maxTokens());
        TokenIds shortened = new TokenIds(Arrays.copyOf(tokens.ids(), count));
        return TokenTensor.inputs(graph, List.of(shortened));
    }

    private static TextTokenizer open(Path file) {
        try {
            return TextTokenizer.open(file);
        } catch (DataCorrupted e) {
            throw new InvalidRequest("the tokenizer cannot be opened");
        }
    }
}
