package farebox.inference;

import farebox.models.ClassScores;
import farebox.models.ModelCard;
import farebox.models.ModelSpec;
import farebox.models.TextInput;
import farebox.models.TextModel;
import farebox.models.TokenIds;
import farebox.models.tensor.GraphSchema;
import farebox.models.tensor.Tensor;
import farebox.models.tensor.TensorSchema;
import farebox.models.tensor.TensorType;
import java.util.Arrays;
import java.util.List;

/** A model of texts without weights: a word is a token, and each {@code free} makes {@code spam} likelier by 0.25. */
public record SpamModel(ModelCard card) implements TextModel {
    private static final long FREE = 7;
    private static final long ANOTHER_WORD = 8;
    private static final int MAX_TOKENS = 16;

    public static final ModelSpec.TextClassification SPEC = new ModelSpec.TextClassification(
            new TextInput(MAX_TOKENS, 10),
            new ClassScores("scores", ClassScores.Activation.NONE, List.of("spam", "ham")));

    public static final GraphSchema GRAPH = new GraphSchema(
            List.of(new TensorSchema("input_ids", TensorType.INT64, List.of(-1L, -1L))),
            List.of(new TensorSchema("scores", TensorType.FP32, List.of(-1L, 2L))));

    @Override
    public TokenIds tokenize(String text) {
        return new TokenIds(Arrays.stream(text.split("\\s+"))
                .mapToLong(word -> word.equals("free") ? FREE : ANOTHER_WORD)
                .toArray());
    }

    @Override
    public List<Tensor> run(List<Tensor> inputs, List<String> outputs) {
        long free = Arrays.stream(inputs.getFirst().numbers())
                .filter(token -> token == FREE)
                .count();
        float spam = 0.25f + 0.25f * free;
        return List.of(Tensor.ofRows("scores", List.of(new float[] {spam, 1 - spam}), 2));
    }
}
