package farebox.training.neural.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.Device;
import farebox.training.neural.Architectures;
import farebox.training.neural.Architectures.TransformerSize;
import farebox.training.neural.Inputs;
import farebox.training.neural.Network;
import farebox.training.neural.Weights;
import farebox.training.neural.djl.Predictor;
import farebox.training.neural.djl.Trainer;
import farebox.training.neural.djl.Trainer.Finished;
import farebox.training.neural.djl.Trainer.Setup;
import farebox.training.neural.fit.LearningRate;
import farebox.training.neural.fit.Metrics;
import farebox.training.neural.fit.TrainingMonitor;
import farebox.training.neural.fit.TrainingOptions;
import farebox.training.neural.fit.TrainingOptions.Batching;
import farebox.training.neural.language.TokenChoice.Greedy;
import farebox.training.neural.language.TokenChoice.Sampled;
import farebox.training.neural.onnx.Graphs;
import farebox.training.neural.onnx.NetworkGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A tiny model of the first pages of Moby-Dick. */
final class LanguageModelTest {
    private static final int MAX_LENGTH = 32;
    private static final TransformerSize SIZE = new TransformerSize(32, 4, 2, MAX_LENGTH, 0);

    private static String held;
    private static LanguageModel model;
    private static LanguageModel untrained;
    private static TextGenerator generator;

    @BeforeAll
    static void train() throws IOException {
        String text = Files.readString(Path.of("../examples/word-embeddings/moby-dick.txt"));
        held = text.substring(60_000, 64_000);
        BytePairTokenizer tokenizer = BytePairTokenizer.train(text.substring(0, 60_000), 320);
        TokenWindows windows = new TokenWindows(tokenizer.encode(text.substring(0, 60_000)), MAX_LENGTH);
        TokenWindows validation = new TokenWindows(tokenizer.encode(held), MAX_LENGTH);
        Network network = Architectures.languageModel(tokenizer.vocabulary(), SIZE);
        TrainingOptions options = TrainingOptions.of(3, 3e-3, 1)
                .withBatching(new Batching(32, 1))
                .withLearningRate(LearningRate.cosine(5e-3, 0.1));
        Trainer.Task task = new Trainer.Task(windows, validation, Metrics.crossEntropy());
        Finished finished = (Finished)
                new Trainer(new Setup(network, task, options, List.of(Device.cpu()))).train(TrainingMonitor.none());
        model = new LanguageModel(network, finished.best().weights(), tokenizer, MAX_LENGTH);
        untrained = new LanguageModel(network, Weights.initial(network, new Random(1)), tokenizer, MAX_LENGTH);
        generator = new TextGenerator(model);
    }

    @AfterAll
    static void close() {
        generator.close();
    }

    @Test
    void training_makesTextCheaper() {
        assertThat(model.bitsPerCharacter(held)).isLessThan(untrained.bitsPerCharacter(held) - 1);
    }

    @Test
    void cachedGraph_saysAtEveryTokenWhatTheTrainerSays() {
        int[] tokens = Arrays.copyOf(model.tokenizer().encode(held), 40 * MAX_LENGTH);
        double largest = 0;
        for (int start = 0; start < tokens.length; start += MAX_LENGTH) {
            int[] window = Arrays.copyOfRange(tokens, start, start + MAX_LENGTH);
            largest = Math.max(largest, Graphs.largestDifference(generator.scores(window), trainerScores(window)));
        }

        assertThat(tokens.length).isGreaterThan(1000);
        assertThat(largest).isLessThanOrEqualTo(1e-4);
    }

    @Test
    void plainGraph_saysWhatTheTrainerSays() {
        int[] window = Arrays.copyOf(model.tokenizer().encode(held), MAX_LENGTH);

        float[] scores = Graphs.run(NetworkGraph.of(model.network(), model.weights(), "x", "y"), inputs(window));

        assertThat(Graphs.largestDifference(scores, trainerScores(window))).isLessThanOrEqualTo(1e-4);
    }

    @Test
    void greedy_writesWhatTheTrainerWouldWrite() {
        int[] prompt = model.tokenizer().encode("The whale");
        int[] written = generator.generate(prompt, 8, new Greedy(), new Random(1));

        int[] all = prompt;
        for (int token : written) {
            float[] scores = trainerScores(all);
            float[] last =
                    Arrays.copyOfRange(scores, scores.length - model.tokenizer().vocabulary(), scores.length);
            assertThat(token).isEqualTo(new Greedy().choose(last, new Random(1)));
            all = Arrays.copyOf(all, all.length + 1);
            all[all.length - 1] = token;
        }
    }

    @Test
    void sampling_isTheSameForTheSameSeed() {
        TokenChoice sampled = new Sampled(1, 50, 0.95);

        String once = generator.generate("The whale", 20, sampled, new Random(5));

        assertThat(generator.generate("The whale", 20, sampled, new Random(5))).isEqualTo(once);
        assertThat(generator.generate("The whale", 20, sampled, new Random(6))).isNotEqualTo(once);
    }

    @Test
    void generate_endsWhereTheModelSeesNoFurther() {
        assertThat(generator.generate(new int[] {5, 6, 7}, 1000, new Greedy(), new Random(1)))
                .hasSize(MAX_LENGTH - 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> generator.generate(new int[0], 1, new Greedy(), new Random(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> generator.generate(new int[MAX_LENGTH + 1], 1, new Greedy(), new Random(1)));
    }

    @Test
    void windows_haveTheNextTokenAsTarget() {
        TokenWindows windows = new TokenWindows(new int[] {1, 2, 3, 4, 5, 6}, 2);

        assertThat(windows.size()).isEqualTo(2);
        assertThat(((Inputs.Tokens) windows.batch(new int[] {1}, new Random(1)).inputs()).ids())
                .containsExactly(3, 4);
    }

    private static float[] trainerScores(int[] tokens) {
        try (Predictor predictor = new Predictor(model.network(), model.weights(), Device.cpu())) {
            return predictor.predict(inputs(tokens));
        }
    }

    private static Inputs inputs(int[] tokens) {
        return new Inputs.Tokens(Arrays.stream(tokens).asLongStream().toArray(), tokens.length);
    }
}
