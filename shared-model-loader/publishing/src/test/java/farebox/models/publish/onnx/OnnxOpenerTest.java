package farebox.models.publish.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import farebox.kernel.DataCorrupted;
import farebox.kernel.InvalidRequest;
import farebox.kernel.ModelVersion;
import farebox.models.EmbeddingModel;
import farebox.models.FileRole;
import farebox.models.Manifest;
import farebox.models.ModelFile;
import farebox.models.ModelSpec;
import farebox.models.Pooling;
import farebox.models.SampleModel;
import farebox.models.TextInput;
import farebox.models.TokenIds;
import farebox.models.TokenTensor;
import farebox.models.cache.OpenModel;
import farebox.models.onnx.OnnxOpener;
import farebox.models.onnx.OnnxSession;
import farebox.models.onnx.SessionSettings;
import farebox.models.publish.BundledModel;
import farebox.models.publish.MiniLm;
import farebox.models.publish.ModelConverter;
import farebox.models.tensor.Tensor;
import farebox.models.tensor.TensorSchema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxOpenerTest {
    @TempDir
    static Path folder;

    private static ModelConverter.Converted converted;
    private static OpenModel open;
    private static EmbeddingModel model;

    @BeforeAll
    static void prepare() throws IOException {
        try (InputStream graph =
                        BundledModel.allMiniLmL6V2().file(FileRole.GRAPH).open();
                InputStream tokenizer =
                        BundledModel.allMiniLmL6V2().file(FileRole.TOKENIZER).open()) {
            Files.copy(graph, folder.resolve("given.onnx"));
            Files.copy(tokenizer, folder.resolve("tokenizer.json"));
        }
        converted =
                new OnnxModelConverter().convert(folder.resolve("given.onnx"), folder, BundledModel.allMiniLmL6V2());
        open = new OnnxOpener().open(folder, manifest(Pooling.MEAN, true));
        model = (EmbeddingModel) open;
    }

    @AfterAll
    static void close() {
        open.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            The cat sits on the mat.                | 9
            A feline rests on a rug.                | 10
            Quarterly revenue rose by four percent. | 9
            '' | 2
            """)
    void tokenize_countsAsTheTokenizerDoes(String text, int count) {
        assertThat(model.tokenize(text).count()).isEqualTo(count);
    }

    @Test
    void tokenize_givesTheKnownIds() {
        assertThat(model.tokenize(MiniLm.CAT).ids())
                .containsExactly(101, 1996, 4937, 7719, 2006, 1996, 13523, 1012, 102);
    }

    @Test
    void tokenize_neverCutsALongText() {
        assertThat(model.tokenize("word ".repeat(20_000)).count()).isEqualTo(20_002);
    }

    @Test
    void embed_givesTheReferenceEmbedding() {
        float[] embedding = model.embed(model.tokenize(MiniLm.CAT));

        assertThat(embedding).hasSize(384);
        assertThat(Arrays.copyOf(embedding, 5)).containsExactly(MiniLm.catExpected(), within(1e-5f));
    }

    @ParameterizedTest
    @EnumSource
    void embed_equalsOnnxRuntimeOnTheGraphAsItWasGiven(Pooling pooling) throws OrtException {
        for (boolean normalise : new boolean[] {true, false}) {
            try (OpenModel opened = new OnnxOpener().open(folder, manifest(pooling, normalise));
                    OnnxSession raw = OnnxSession.open(folder.resolve("given.onnx"), SessionSettings.asGiven())) {
                EmbeddingModel other = (EmbeddingModel) opened;
                TokenIds tokens = other.tokenize(MiniLm.REVENUE);
                List<Tensor> inputs = Stream.of(TokenTensor.values())
                        .map(input -> input.of(tokens))
                        .toList();
                Tensor hidden = raw.run(inputs, List.of("last_hidden_state")).getFirst();
                float[] expected = plain(hidden.numbers(), tokens, pooling, normalise);

                assertThat(other.embed(tokens)).containsExactly(expected, within(1e-5f));
            }
        }
    }

    @Test
    void embed_relatedSentencesAreNearerThanUnrelatedOnes() {
        float[] cat = model.embed(model.tokenize(MiniLm.CAT));

        assertThat(dot(cat, model.embed(model.tokenize(MiniLm.FELINE)))).isGreaterThan(0.45);
        assertThat(dot(cat, model.embed(model.tokenize(MiniLm.REVENUE)))).isLessThan(0.15);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 512})
    void embed_takesUpToTheLimit(int tokens) {
        float[] embedding = model.embed(new TokenIds(new long[tokens]));

        assertThat(dot(embedding, embedding)).isCloseTo(1, within(1e-5));
    }

    @Test
    void embed_refusesWhatTheCallerShouldHaveChecked() {
        assertThatIllegalArgumentException().isThrownBy(() -> model.embed(new TokenIds(new long[513])));
        assertThatIllegalArgumentException().isThrownBy(() -> model.embed(new TokenIds(new long[0])));
        assertThatIllegalArgumentException().isThrownBy(() -> model.embed(new TokenIds(new long[] {30_522})));
        assertThatIllegalArgumentException().isThrownBy(() -> model.embed(new TokenIds(new long[] {-1})));
    }

    @Test
    void embed_servesSeveralCallersAtOnceWithTheSameAnswers() throws Exception {
        List<TokenIds> texts =
                List.of(model.tokenize(MiniLm.CAT), model.tokenize(MiniLm.FELINE), model.tokenize(MiniLm.REVENUE));
        List<float[]> alone = texts.stream().map(model::embed).toList();

        try (ExecutorService callers = Executors.newFixedThreadPool(4)) {
            List<Future<float[]>> answers = IntStream.range(0, 60)
                    .mapToObj(i -> callers.submit(() -> model.embed(texts.get(i % 3))))
                    .toList();
            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get()).containsExactly(alone.get(i % 3));
            }
        }
    }

    @Test
    void convert_keepsTheGraphsTensorsAndMeasuresTheDifference() {
        assertThat(converted.graph().inputs())
                .extracting(TensorSchema::name)
                .containsExactlyInAnyOrder("input_ids", "attention_mask", "token_type_ids");
        assertThat(converted.comparison().samples()).isEqualTo(3);
        assertThat(converted.comparison().largestDifference()).isBetween(0.0, 1e-4);
        assertThat(new OnnxModelConverter().converter()).contains("ONNX Runtime 1.");
    }

    @Test
    void run_ofTheGraphsOwnTensorsIsWhatIsPooled() {
        TokenIds tokens = model.tokenize(MiniLm.CAT);
        List<Tensor> inputs =
                Stream.of(TokenTensor.values()).map(input -> input.of(tokens)).toList();

        Tensor hidden = model.run(inputs, List.of("last_hidden_state")).getFirst();

        assertThat(hidden.shape().sizes()).containsExactly(1L, 9L, 384L);
        assertThat(plain(hidden.numbers(), tokens, Pooling.MEAN, true))
                .containsExactly(model.embed(tokens), within(1e-5f));
    }

    @Test
    void run_onAnIdThatTheGraphLacksIsInvalid() {
        TokenIds tokens = new TokenIds(new long[] {1_000_000});
        List<Tensor> inputs =
                Stream.of(TokenTensor.values()).map(input -> input.of(tokens)).toList();

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> model.run(inputs, List.of("last_hidden_state")));
    }

    @Test
    void open_ofFilesThatAreNoModelIsCorrupt(@TempDir Path broken) throws IOException {
        Files.writeString(broken.resolve("tokenizer.json"), "{}");
        Files.copy(folder.resolve("graph.ort"), broken.resolve("graph.ort"));

        assertThatExceptionOfType(DataCorrupted.class)
                .isThrownBy(() -> new OnnxOpener().open(broken, manifest(Pooling.MEAN, true)))
                .withMessageContaining("tokenizer");

        Files.copy(
                folder.resolve("tokenizer.json"),
                broken.resolve("tokenizer.json"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(broken.resolve("graph.ort"), "no graph");

        assertThatExceptionOfType(DataCorrupted.class)
                .isThrownBy(() -> new OnnxOpener().open(broken, manifest(Pooling.MEAN, true)))
                .withMessageContaining("graph");
    }

    private static Manifest manifest(Pooling pooling, boolean normalise) {
        return new Manifest(
                MiniLm.REF,
                new ModelVersion("v-1"),
                MiniLm.CLOCK.instant(),
                new ModelSpec.TextEmbedding(new TextInput(512, 30_522), "last_hidden_state", pooling, normalise, 384),
                converted.graph(),
                List.of(ModelFile.of(FileRole.GRAPH, new byte[1]), ModelFile.of(FileRole.TOKENIZER, new byte[1])),
                new TreeMap<>(),
                SampleModel.provenance());
    }

    /** Written once more, as plainly as can be, to compare with. */
    private static float[] plain(double[] hidden, TokenIds tokens, Pooling pooling, boolean normalise) {
        float[] vector = new float[384];
        for (int i = 0; i < 384; i++) {
            for (int row = 0; row < tokens.count(); row++) {
                vector[i] += (float)
                        (pooling == Pooling.MEAN ? hidden[row * 384 + i] / tokens.count() : row == 0 ? hidden[i] : 0);
            }
        }
        double length = normalise ? Math.sqrt(dot(vector, vector)) : 1;
        for (int i = 0; i < 384; i++) {
            vector[i] = (float) (vector[i] / length);
        }
        return vector;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
