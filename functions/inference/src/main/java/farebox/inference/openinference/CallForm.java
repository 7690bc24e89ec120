package farebox.inference.openinference;

import farebox.models.ClassScores;
import farebox.models.Columns;
import farebox.models.ModelCard;
import farebox.models.ModelSpec;
import farebox.models.tensor.GraphSchema;
import farebox.models.tensor.Tensor;
import farebox.models.tensor.TensorSchema;
import farebox.models.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The inputs and outputs that a task has besides its graph's own tensors: texts, encoded images or audio, or columns
 * in, vectors, classes, values, boxes or times out.
 */
final class CallForm {
    static final String TEXT = "text";
    static final String IMAGE = "image";
    static final String EMBEDDING = "embedding";
    static final String LABEL = "label";
    static final String PROBABILITIES = "probabilities";
    static final String VALUE = "value";
    static final String AUDIO = "audio";
    static final String SCORE = "score";
    static final String BOX = "box";
    static final String START = "start";
    static final String END = "end";

    /** Left, top, right, bottom. */
    static final int SIDES = 4;

    private CallForm() {}

    /** Empty for a task that is called by the graph's own tensors alone. */
    static Optional<GraphSchema> ofTask(ModelCard card) {
        return switch (card.spec()) {
            case ModelSpec.TextEmbedding spec ->
                Optional.of(new GraphSchema(
                        texts(TEXT),
                        List.of(tensor(EMBEDDING, TensorType.FP32, TensorSchema.FREE, spec.dimensions()))));
            case ModelSpec.TextClassification spec -> Optional.of(new GraphSchema(texts(TEXT), classes(spec.scores())));
            case ModelSpec.ImageClassification spec ->
                Optional.of(new GraphSchema(texts(IMAGE), classes(spec.scores())));
            case ModelSpec.TabularClassification spec ->
                Optional.of(new GraphSchema(columns(card, spec.columns()), classes(spec.scores())));
            case ModelSpec.TabularRegression spec ->
                Optional.of(new GraphSchema(
                        columns(card, spec.columns()), List.of(tensor(VALUE, TensorType.FP64, TensorSchema.FREE))));
            case ModelSpec.ImageToText _ -> Optional.of(new GraphSchema(texts(IMAGE), lines()));
            case ModelSpec.ObjectDetection _ -> Optional.of(new GraphSchema(texts(IMAGE), found()));
            case ModelSpec.VoiceActivity _ -> Optional.of(new GraphSchema(texts(AUDIO), speech()));
            case ModelSpec.TextGeneration _, ModelSpec.Sequence _, ModelSpec.Tensors _ -> Optional.empty();
        };
    }

    /**
     * What metadata lists: texts for a model of texts, whose own tensors few callers can make; else the graph's own.
     */
    static GraphSchema described(ModelCard card) {
        return switch (card.spec()) {
            case ModelSpec.TextEmbedding _, ModelSpec.TextClassification _ ->
                ofTask(card).orElse(card.graph());
            case ModelSpec.TabularClassification _,
                    ModelSpec.TabularRegression _,
                    ModelSpec.ImageClassification _,
                    ModelSpec.ImageToText _,
                    ModelSpec.ObjectDetection _,
                    ModelSpec.VoiceActivity _,
                    ModelSpec.TextGeneration _,
                    ModelSpec.Sequence _,
                    ModelSpec.Tensors _ -> card.graph();
        };
    }

    /**
     * Whether a request is in the task's form. The graph's own goes first where a request fits both, and of a request
     * that fits neither the error is told in the form that metadata lists.
     */
    static boolean isOfTask(GraphSchema task, ModelCard card, InferRequest request) {
        if (fits(card.graph(), request)) {
            return false;
        }
        return fits(task, request) || described(card).equals(task) || namesAll(task, request);
    }

    /** By names, types and numbers of axes. */
    private static boolean fits(GraphSchema form, InferRequest request) {
        return request.inputs().stream()
                        .allMatch(tensor -> form.input(tensor.name())
                                .filter(input -> fits(input, tensor))
                                .isPresent())
                && request.outputs().stream()
                        .allMatch(output -> form.output(output.name()).isPresent());
    }

    private static boolean fits(TensorSchema input, Tensor tensor) {
        return tensor.type() == input.type()
                && tensor.shape().sizes().size() == input.shape().size();
    }

    private static boolean namesAll(GraphSchema form, InferRequest request) {
        return request.inputs().stream()
                .allMatch(tensor -> form.input(tensor.name()).isPresent());
    }

    private static List<TensorSchema> texts(String name) {
        return List.of(tensor(name, TensorType.BYTES, TensorSchema.FREE));
    }

    private static List<TensorSchema> classes(ClassScores scores) {
        return List.of(
                tensor(LABEL, TensorType.BYTES, TensorSchema.FREE),
                tensor(
                        PROBABILITIES,
                        TensorType.FP32,
                        TensorSchema.FREE,
                        scores.labels().size()));
    }

    /** One row for each thing; the first output tells in which of the images it is. */
    private static List<TensorSchema> found() {
        return List.of(
                tensor(IMAGE, TensorType.INT64, TensorSchema.FREE),
                tensor(LABEL, TensorType.BYTES, TensorSchema.FREE),
                tensor(SCORE, TensorType.FP64, TensorSchema.FREE),
                tensor(BOX, TensorType.FP32, TensorSchema.FREE, SIDES));
    }

    /** One row for each line of text; the first output tells in which of the images it is. */
    private static List<TensorSchema> lines() {
        return List.of(
                tensor(IMAGE, TensorType.INT64, TensorSchema.FREE),
                tensor(TEXT, TensorType.BYTES, TensorSchema.FREE),
                tensor(SCORE, TensorType.FP64, TensorSchema.FREE),
                tensor(BOX, TensorType.FP32, TensorSchema.FREE, SIDES));
    }

    /** Seconds from the beginning. */
    private static List<TensorSchema> speech() {
        return List.of(
                tensor(START, TensorType.FP64, TensorSchema.FREE),
                tensor(END, TensorType.FP64, TensorSchema.FREE),
                tensor(SCORE, TensorType.FP64, TensorSchema.FREE));
    }

    private static List<TensorSchema> columns(ModelCard card, Columns columns) {
        return columns.list().stream()
                .map(column -> tensor(
                        column.name(), card.graph().requireInput(column.input()).type(), TensorSchema.FREE))
                .toList();
    }

    private static TensorSchema tensor(String name, TensorType type, long... shape) {
        return new TensorSchema(name, type, Arrays.stream(shape).boxed().toList());
    }
}
