package farebox.models.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import farebox.kernel.ByteCount;
import farebox.kernel.InvalidRequest;
import farebox.models.ClassScores;
import farebox.models.ClassScores.Activation;
import farebox.models.Columns;
import farebox.models.EmbeddingModel;
import farebox.models.FileRole;
import farebox.models.GenerativeModel;
import farebox.models.Lease;
import farebox.models.Manifest;
import farebox.models.Model;
import farebox.models.ModelSpec;
import farebox.models.Models;
import farebox.models.SampleModel;
import farebox.models.Selector;
import farebox.models.TextModel;
import farebox.models.TokenTensor;
import farebox.models.cache.CacheLimits;
import farebox.models.cache.CachedModels;
import farebox.models.onnx.OnnxOpener;
import farebox.models.publish.onnx.OnnxModelConverter;
import farebox.models.registry.InMemoryObjectStore;
import farebox.models.registry.ModelRegistry;
import farebox.models.signature.TestSignatures;
import farebox.models.tensor.Shape;
import farebox.models.tensor.Tensor;
import farebox.models.tensor.TensorSchema;
import farebox.models.tensor.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models of every kind, published and run. */
class PublishTestModelsTest {
    private final Path folder;
    private final InMemoryObjectStore store = new InMemoryObjectStore();
    private final ModelRegistry registry = new ModelRegistry(store, TestSignatures.ONE);
    private final Models models;

    PublishTestModelsTest(@TempDir Path folder) {
        this.folder = folder;
        this.models = CachedModels.over(
                registry,
                new OnnxOpener(),
                folder.resolve("cache"),
                new CacheLimits(ByteCount.ofMebibytes(100), ByteCount.ofMebibytes(100)),
                SampleModel.CLOCK);
    }

    static Stream<PublishRequest> everyKind() {
        return Stream.of(
                TestModels.tabularClassifier("a"),
                TestModels.regressor("b"),
                TestModels.imageClassifier("c"),
                TestModels.textsAndCount("d"),
                TestModels.sequence("e"),
                TestModels.everyType("f"),
                TestModels.textClassifier("g"),
                TestModels.detector("h"),
                TestModels.voice("i"),
                TestModels.languageModel("j"));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void run_publishesAModelOfEveryKindWithWhatItWasComparedOn(PublishRequest request) {
        PublishResult result = publish(request);

        Manifest manifest =
                registry.manifest(request.model(), result.card().version()).orElseThrow();
        assertThat(manifest.spec()).isEqualTo(request.spec());
        assertThat(manifest.provenance().comparison().samples()).isGreaterThanOrEqualTo(3);
        assertThat(manifest.provenance().comparison().largestDifference()).isLessThan(1e-5);
        assertThat(models.find(request.model(), Selector.champion())).contains(result.card());
    }

    /** What calls are compared with changes no prediction. */
    @Test
    void run_ofTheSameModelWithAnotherBaselineIsTheSameVersion() {
        PublishResult result = publish(TestModels.monitoredClassifier("a", "{\"inputs\":{}}"));
        PublishResult again = publish(TestModels.monitoredClassifier("a", "{\"inputs\":{},\"outputs\":{}}"));

        Manifest manifest =
                registry.manifest(result.card().ref(), result.card().version()).orElseThrow();
        assertThat(manifest.find(FileRole.BASELINE)).isPresent();
        assertThat(again).isInstanceOf(PublishResult.AlreadyThere.class);
        assertThat(again.card().version()).isEqualTo(result.card().version());
    }

    @Test
    void run_ofAGraphOfEveryTypeGivesBackWhatItWasGiven() {
        PublishRequest request = TestModels.everyType("types");
        publish(request);
        List<Tensor> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        for (TensorSchema input : models.find(request.model(), Selector.champion())
                .orElseThrow()
                .graph()
                .inputs()) {
            inputs.add(extremes(input));
            outputs.add(input.name() + "_out");
        }

        try (Lease<Model> lease = open(request, Model.class)) {
            List<Tensor> results = lease.value().run(inputs, outputs);

            assertThat(inputs).hasSize(14);
            for (int i = 0; i < inputs.size(); i++) {
                assertThat(results.get(i).type()).isEqualTo(inputs.get(i).type());
                assertThat(results.get(i).shape()).isEqualTo(inputs.get(i).shape());
                assertSameContent(results.get(i), inputs.get(i));
            }
        }
    }

    /** What a cache holds before the first token is a tensor without elements. */
    @Test
    void run_ofALanguageModelGoesOnBehindNothing() {
        PublishRequest request = TestModels.languageModel("language");
        publish(request);

        try (Lease<GenerativeModel> lease = open(request, GenerativeModel.class)) {
            GenerativeModel model = lease.value();
            Tensor nothing = new Tensor(
                    "past_key_values.0.key",
                    TensorType.FP32,
                    Shape.of(1, 1, 0, 1),
                    new Tensor.Fixed(ByteBuffer.allocate(0)));
            List<Tensor> first = model.run(
                    List.of(Tensor.ofRow("input_ids", new long[] {2003, 2004}), nothing),
                    List.of("logits", "present.0.key"));

            assertThat(first.get(0).numbers()[30_522 + 2005]).isEqualTo(9);
            assertThat(first.get(1).numbers()).containsExactly(2003, 2004);
            assertThat(model.decode(model.tokenize("is as").ids())).isEqualTo("is as");
        }
    }

    @Test
    void run_ofTheTabularClassifierGivesTextsAndNumbers() {
        PublishRequest request = TestModels.tabularClassifier("table");
        publish(request);

        try (Lease<Model> lease = open(request, Model.class)) {
            List<Tensor> results = lease.value()
                    .run(
                            List.of(
                                    Tensor.ofRows("numbers", List.of(new float[] {1, 2}, new float[] {0, -1}), 2),
                                    new Tensor(
                                            "colour",
                                            TensorType.BYTES,
                                            Shape.of(2, 1),
                                            Tensor.ofTexts("colour", List.of("red", "blue"))
                                                    .content())),
                            List.of("label", "probabilities"));

            assertThat(((Tensor.Pieces) results.get(0).content()).pieces())
                    .extracting(String::new)
                    .containsExactly("yes", "no");
            assertThat(results.get(1).numbers()[0]).isCloseTo(1 / (1 + Math.exp(-8)), within(1e-6));
        }
    }

    @Test
    void open_givesATextModelForTextsAndNoEmbeddingModel() {
        PublishRequest request = TestModels.textClassifier("texts");
        publish(request);

        try (Lease<TextModel> lease = open(request, TextModel.class)) {
            List<Tensor> scores = lease.value()
                    .run(List.of(TokenTensor.INPUT_IDS.of(lease.value().tokenize("a word"))), List.of("logits"));

            assertThat(scores.getFirst().shape()).isEqualTo(Shape.of(1, 2));
        }
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> open(request, EmbeddingModel.class));
    }

    @Test
    void run_refusesASpecThatDoesNotFitTheGraph() {
        PublishRequest given = TestModels.tabularClassifier("table");
        Columns columns = ((ModelSpec.TabularClassification) given.spec()).columns();
        Columns missing = new Columns(columns.list().subList(0, 2));

        assertRefused(given, new ModelSpec.TabularClassification(columns, scores("nothing", "yes", "no")), "nothing");
        assertRefused(
                given,
                new ModelSpec.TabularClassification(columns, scores("probabilities", "yes", "no", "perhaps")),
                "one for each label");
        assertRefused(
                given,
                new ModelSpec.TabularClassification(missing, scores("probabilities", "yes", "no")),
                "no column goes into the input 'colour'");
        assertRefused(given, new ModelSpec.TabularRegression(columns, "probabilities"), "(rows, 1)");
        assertRefused(given, new ModelSpec.Sequence(List.of("numbers"), 8), "counts the steps");
    }

    /** A graph whose declared batch axis is free and whose Reshape is not. */
    @Test
    void run_refusesAGraphThatDoesNotTakeWhatItDeclares() {
        TestGraph graph = new TestGraph()
                .input("x", TestGraph.FLOAT, -1, 2)
                .output("y", TestGraph.FLOAT, -1, 2)
                .integers("two", List.of(1L), 2)
                .node("Reshape", List.of("x", "two"), "y");

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> publish(TestModels.request("fixed", graph, new ModelSpec.Tensors())))
                .withMessageContaining("does not take the sample of the shapes [[2, 2]]");
    }

    private static ClassScores scores(String output, String... labels) {
        return new ClassScores(output, Activation.NONE, List.of(labels));
    }

    private void assertRefused(PublishRequest given, ModelSpec spec, String reason) {
        PublishRequest request = PublishRequest.of(given.model(), spec, given.files(), TestModels.SOURCE);
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> publish(request))
                .withMessageContaining(reason);
    }

    private PublishResult publish(PublishRequest request) {
        return new PublishModel(registry, new OnnxModelConverter(), folder, SampleModel.CLOCK).run(request);
    }

    private <M extends Model> Lease<M> open(PublishRequest request, Class<M> kind) {
        return models.open(request.model(), Selector.champion(), kind, SampleModel.soon());
    }

    private static void assertSameContent(Tensor actual, Tensor expected) {
        if (expected.content() instanceof Tensor.Pieces texts) {
            assertThat(((Tensor.Pieces) actual.content()).pieces())
                    .usingElementComparator(Arrays::compare)
                    .containsExactlyElementsOf(texts.pieces());
        } else {
            assertThat(((Tensor.Fixed) actual.content()).view())
                    .as(expected.name())
                    .isEqualTo(((Tensor.Fixed) expected.content()).view());
        }
    }

    /** All bits set, none set, and the highest and the lowest alone: the ends of every range. */
    private static Tensor extremes(TensorSchema input) {
        if (input.type() == TensorType.BYTES) {
            return new Tensor(
                    input.name(),
                    input.type(),
                    Shape.of(1, 4),
                    Tensor.ofTexts("", List.of("", "a", "\ud83d\ude00 naïve", "\u0000"))
                            .content());
        }
        int width = input.type().width();
        ByteBuffer bytes = ByteBuffer.allocate(4 * width).order(ByteOrder.LITTLE_ENDIAN);
        if (input.type() == TensorType.BOOL) {
            bytes.put(new byte[] {1, 0, 0, 1}).flip();
        } else {
            for (int i = 0; i < width; i++) {
                bytes.put(i, (byte) -1);
            }
            bytes.put(3 * width - 1, (byte) 0x80).put(3 * width, (byte) 1);
        }
        return new Tensor(input.name(), input.type(), Shape.of(2, 2), new Tensor.Fixed(bytes));
    }
}
