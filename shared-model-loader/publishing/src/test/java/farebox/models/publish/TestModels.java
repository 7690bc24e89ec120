package farebox.models.publish;

import static farebox.models.publish.TestGraph.FLOAT;
import static farebox.models.publish.TestGraph.STRING;
import static farebox.models.publish.TestGraph.integer;
import static farebox.models.publish.TestGraph.integers;
import static farebox.models.publish.TestGraph.number;
import static farebox.models.publish.TestGraph.numbers;
import static farebox.models.publish.TestGraph.texts;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import farebox.kernel.ModelName;
import farebox.models.AnchorBoxes;
import farebox.models.AudioInput;
import farebox.models.ClassScores;
import farebox.models.ClassScores.Activation;
import farebox.models.Columns;
import farebox.models.Columns.Column;
import farebox.models.FileRole;
import farebox.models.ImageInput;
import farebox.models.ModelRef;
import farebox.models.ModelSpec;
import farebox.models.TextInput;
import farebox.models.tensor.TensorType;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A small model of each kind, made of a few numbers that a reader can compute by hand. */
public final class TestModels {
    public static final String SOURCE = "a test";

    private TestModels() {}

    /** Models of several kinds, each kind under several names. */
    public static List<PublishRequest> copies(int count) {
        List<Function<String, PublishRequest>> kinds = List.of(
                TestModels::tabularClassifier,
                TestModels::regressor,
                TestModels::sequence,
                TestModels::imageClassifier);
        return IntStream.range(0, count)
                .mapToObj(i -> kinds.get(i % kinds.size()).apply("copy-" + i))
                .toList();
    }

    /** Scores of {@code length}, {@code width} (numbers side by side) and {@code colour} (red counts 1). */
    public static PublishRequest tabularClassifier(String name) {
        TestGraph graph = new TestGraph()
                .input("numbers", FLOAT, -1, 2)
                .input("colour", STRING, -1, 1)
                .output("probabilities", FLOAT, -1, 2)
                .output("label", STRING, -1)
                .node(
                        "ai.onnx.ml",
                        "LabelEncoder",
                        List.of("colour"),
                        "red",
                        texts("keys_strings", "red", "blue"),
                        numbers("values_floats", 1f, 0f),
                        number("default_float", 0.5f))
                .node("Concat", List.of("numbers", "red"), "columns", integer("axis", 1))
                .floats("weights", List.of(3L, 2L), 1, -1, 0.5f, -0.5f, 2, -2)
                .node("MatMul", List.of("columns", "weights"), "scores")
                .node("Softmax", List.of("scores"), "probabilities", integer("axis", 1))
                .node("ArgMax", List.of("scores"), "class", integer("axis", 1), integer("keepdims", 0))
                .node(
                        "ai.onnx.ml",
                        "LabelEncoder",
                        List.of("class"),
                        "label",
                        TestGraph.integers("keys_int64s", 0L, 1L),
                        texts("values_strings", "yes", "no"));
        ModelSpec spec = new ModelSpec.TabularClassification(
                new Columns(List.of(
                        new Column("length", "numbers", false),
                        new Column("width", "numbers", false),
                        new Column("colour", "colour", true))),
                new ClassScores("probabilities", Activation.NONE, List.of("yes", "no")));
        return request(name, graph, spec);
    }

    /** The same with rows to compare a prediction with. */
    public static PublishRequest explainableClassifier(String name) {
        PublishRequest plain = tabularClassifier(name);
        Map<FileRole, ByteSource> files = new EnumMap<>(plain.files());
        String background = """
                {"rows": [{"length": 0, "width": 1, "colour": "blue"}, {"length": 2, "width": 0, "colour": "red"}]}
                """;
        files.put(FileRole.BACKGROUND, ByteSource.of(background.getBytes(StandardCharsets.UTF_8)));
        return PublishRequest.of(ref(name), plain.spec(), files, SOURCE);
    }

    /** The same with what its calls are compared with. */
    public static PublishRequest monitoredClassifier(String name, String baseline) {
        PublishRequest plain = tabularClassifier(name);
        Map<FileRole, ByteSource> files = new EnumMap<>(plain.files());
        files.put(FileRole.BASELINE, ByteSource.of(baseline.getBytes(StandardCharsets.UTF_8)));
        return PublishRequest.of(ref(name), plain.spec(), files, SOURCE);
    }

    /** 2 x {@code rooms} + {@code age} + 1, of a tensor for each column; {@code age} counts 10 where it is missing. */
    public static PublishRequest regressor(String name) {
        TestGraph graph = new TestGraph()
                .input("rooms", DataType.INT64_VALUE, -1)
                .input("age", FLOAT, -1, 1)
                .output("price", FLOAT, -1, 1)
                .integers("axis", List.of(1L), 1)
                .node("Unsqueeze", List.of("rooms", "axis"), "column")
                .node("Cast", List.of("column"), "counted", integer("to", FLOAT))
                .node("IsNaN", List.of("age"), "missing")
                .floats("ten", List.of(1L), 10)
                .node("Where", List.of("missing", "ten", "age"), "known")
                .floats("two", List.of(1L), 2)
                .floats("one", List.of(1L), 1)
                .node("Mul", List.of("counted", "two"), "doubled")
                .node("Add", List.of("doubled", "known"), "sum")
                .node("Add", List.of("sum", "one"), "price");
        return request(
                name,
                graph,
                new ModelSpec.TabularRegression(
                        new Columns(List.of(new Column("rooms", "rooms", false), new Column("age", "age", true))),
                        "price"));
    }

    /** Whether an image of 4 x 4 pixels is red, green or blue, by the mean of each channel. */
    public static PublishRequest imageClassifier(String name) {
        TestGraph graph = new TestGraph()
                .input("pixels", FLOAT, -1, 3, 4, 4)
                .output("scores", FLOAT, -1, 3)
                .node("ReduceMean", List.of("pixels"), "mean", integers("axes", 2L, 3L), integer("keepdims", 0))
                .floats("ten", List.of(1L), 10)
                .node("Mul", List.of("mean", "ten"), "scores");
        List<Double> half = List.of(0.5, 0.5, 0.5);
        return request(
                name,
                graph,
                new ModelSpec.ImageClassification(
                        new ImageInput(
                                "pixels",
                                4,
                                4,
                                ImageInput.Layout.CHANNELS_FIRST,
                                ImageInput.Resize.CENTER_CROP,
                                half,
                                half),
                        new ClassScores("scores", Activation.SOFTMAX, List.of("red", "green", "blue"))));
    }

    /** The texts it is given, and how many there are. */
    public static PublishRequest textsAndCount(String name) {
        TestGraph graph = new TestGraph()
                .input("texts", STRING, -1)
                .output("same", STRING, -1)
                .output("count", DataType.INT64_VALUE, 1)
                .node("Identity", List.of("texts"), "same")
                .node("Shape", List.of("texts"), "count");
        return request(name, graph, new ModelSpec.Tensors());
    }

    /** The running sum over the steps. */
    public static PublishRequest sequence(String name) {
        TestGraph graph = new TestGraph()
                .input("steps", FLOAT, -1, -2, 2)
                .output("sums", FLOAT, -1, -2, 2)
                .integers("axis", List.of(), 1)
                .node("CumSum", List.of("steps", "axis"), "sums");
        return request(name, graph, new ModelSpec.Sequence(List.of("steps"), 16));
    }

    /** An input and an output of every type; what goes in comes out. */
    public static PublishRequest everyType(String name) {
        TestGraph graph = new TestGraph();
        types().forEach((type, number) -> {
            String in = type.name().toLowerCase(Locale.ROOT);
            graph.input(in, number, -1, -2)
                    .output(in + "_out", number, -1, -2)
                    .node("Identity", List.of(in), in + "_out");
        });
        return request(name, graph, new ModelSpec.Tensors());
    }

    /** What goes in comes out, of one type. */
    public static PublishRequest ofType(String name, TensorType type) {
        String in = type.name().toLowerCase(Locale.ROOT);
        int number = types().getOrDefault(type, 0);
        TestGraph graph = new TestGraph()
                .input(in, number, -1, -2)
                .output(in + "_out", number, -1, -2)
                .node("Identity", List.of(in), in + "_out");
        return request(name + "-" + in, graph, new ModelSpec.Tensors());
    }

    /** Two classes of a text, by the sum of a weight for each of its tokens. */
    public static PublishRequest textClassifier(String name) {
        float[] weights = new float[30_522 * 2];
        for (int token = 0; token < 30_522; token++) {
            weights[2 * token] = token % 7 - 3;
            weights[2 * token + 1] = token % 5 - 2;
        }
        TestGraph graph = new TestGraph()
                .input("input_ids", DataType.INT64_VALUE, -1, -2)
                .output("logits", FLOAT, -1, 2)
                .floats("weights", List.of(30_522L, 2L), weights)
                .node("Gather", List.of("weights", "input_ids"), "each")
                .node("ReduceMean", List.of("each"), "logits", integers("axes", 1L), integer("keepdims", 0));
        return PublishRequest.of(
                ref(name),
                new ModelSpec.TextClassification(
                        new TextInput(64, 30_522),
                        new ClassScores("logits", Activation.SOFTMAX, List.of("good", "bad"))),
                Map.of(
                        FileRole.GRAPH,
                        ByteSource.of(graph.toBytes()),
                        FileRole.TOKENIZER,
                        BundledModel.allMiniLmL6V2().file(FileRole.TOKENIZER)),
                SOURCE);
    }

    /** Four anchors, the score of each a channel's mean, on boxes of no offset. */
    public static PublishRequest detector(String name) {
        TestGraph graph = new TestGraph()
                .input("pixels", FLOAT, 1, 4, 4, 3)
                .output("scores", FLOAT, 1, 4, 1)
                .output("boxes", FLOAT, 1, 4, 4)
                .node("ReduceMean", List.of("pixels"), "mean", integers("axes", 2L, 3L), integer("keepdims", 0))
                .integers("axis", List.of(1L), 2)
                .node("Unsqueeze", List.of("mean", "axis"), "scores")
                .floats("nothing", List.of(1L, 1L, 4L), 0, 0, 0, 0)
                .node("Add", List.of("scores", "nothing"), "boxes");
        List<Double> half = List.of(0.5, 0.5, 0.5);
        return request(
                name,
                graph,
                new ModelSpec.ObjectDetection(
                        new ImageInput(
                                "pixels", 4, 4, ImageInput.Layout.CHANNELS_LAST, ImageInput.Resize.STRETCH, half, half),
                        new AnchorBoxes(1, List.of(new AnchorBoxes.Grid("scores", "boxes", 2, 2, 1)), 0.5, 0.3),
                        List.of("light")));
    }

    /** The mean of a window and of the windows before it. */
    public static PublishRequest voice(String name) {
        TestGraph graph = new TestGraph()
                .input("samples", FLOAT, 1, -1)
                .input("before", FLOAT, 1, 1)
                .output("score", FLOAT, 1, 1)
                .output("after", FLOAT, 1, 1)
                .node("ReduceMean", List.of("samples"), "mean", integers("axes", 1L), integer("keepdims", 1))
                .node("Add", List.of("mean", "before"), "score")
                .node("Identity", List.of("score"), "after");
        return request(
                name,
                graph,
                new ModelSpec.VoiceActivity(
                        new AudioInput("samples", "before", "after", "", 16_000, 160, 16, List.of(1L, 1L)),
                        "score",
                        0.5));
    }

    /** Behind each token the next one of the vocabulary is the most probable; the cache holds the tokens themselves. */
    public static PublishRequest languageModel(String name) {
        int vocabulary = 30_522;
        float[] values = {0, 9};
        TestGraph graph = new TestGraph()
                .input("input_ids", DataType.INT64_VALUE, -1, -2)
                .input("past_key_values.0.key", FLOAT, -1, 1, -3, 1)
                .output("logits", FLOAT, -1, -2, vocabulary)
                .output("present.0.key", FLOAT, -1, 1, -4, 1)
                .integers("one", List.of(), 1)
                .node("Add", List.of("input_ids", "one"), "next")
                .integers("depth", List.of(), vocabulary)
                .floats("values", List.of(2L), values)
                .node("OneHot", List.of("next", "depth", "values"), "logits")
                .node("Cast", List.of("input_ids"), "numbers", integer("to", FLOAT))
                .integers("axes", List.of(2L), 1, 3)
                .node("Unsqueeze", List.of("numbers", "axes"), "fresh")
                .node("Concat", List.of("past_key_values.0.key", "fresh"), "present.0.key", integer("axis", 2));
        return PublishRequest.of(
                ref(name),
                new ModelSpec.TextGeneration(new TextInput(21, vocabulary), "logits", List.of(), List.of()),
                Map.of(
                        FileRole.GRAPH,
                        ByteSource.of(graph.toBytes()),
                        FileRole.TOKENIZER,
                        BundledModel.allMiniLmL6V2().file(FileRole.TOKENIZER)),
                SOURCE);
    }

    /** The type of each element, and its number in ONNX. */
    public static Map<TensorType, Integer> types() {
        Map<TensorType, Integer> types = new LinkedHashMap<>();
        types.put(TensorType.BOOL, DataType.BOOL_VALUE);
        types.put(TensorType.UINT8, DataType.UINT8_VALUE);
        types.put(TensorType.UINT16, DataType.UINT16_VALUE);
        types.put(TensorType.UINT32, DataType.UINT32_VALUE);
        types.put(TensorType.UINT64, DataType.UINT64_VALUE);
        types.put(TensorType.INT8, DataType.INT8_VALUE);
        types.put(TensorType.INT16, DataType.INT16_VALUE);
        types.put(TensorType.INT32, DataType.INT32_VALUE);
        types.put(TensorType.INT64, DataType.INT64_VALUE);
        types.put(TensorType.FP16, DataType.FLOAT16_VALUE);
        types.put(TensorType.FP32, DataType.FLOAT_VALUE);
        types.put(TensorType.FP64, DataType.DOUBLE_VALUE);
        types.put(TensorType.BF16, DataType.BFLOAT16_VALUE);
        types.put(TensorType.BYTES, DataType.STRING_VALUE);
        return types;
    }

    public static PublishRequest request(String name, TestGraph graph, ModelSpec spec) {
        return PublishRequest.of(ref(name), spec, Map.of(FileRole.GRAPH, ByteSource.of(graph.toBytes())), SOURCE);
    }

    private static ModelRef ref(String name) {
        return new ModelRef(ModelRef.PUBLIC, new ModelName(name));
    }
}
