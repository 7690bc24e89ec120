package farebox.training.neural.language;

import farebox.training.neural.Architectures;
import farebox.training.neural.Architectures.TransformerSize;
import farebox.training.neural.Network;
import farebox.training.neural.djl.Devices;
import farebox.training.neural.djl.Trainer;
import farebox.training.neural.djl.Trainer.Finished;
import farebox.training.neural.djl.Trainer.Setup;
import farebox.training.neural.fit.LearningRate;
import farebox.training.neural.fit.Metrics;
import farebox.training.neural.fit.TrainingMonitor;
import farebox.training.neural.fit.TrainingOptions;
import farebox.training.neural.fit.TrainingOptions.Batching;
import farebox.training.neural.fit.TrainingOptions.Regularization;
import farebox.training.neural.fit.TrainingState;
import farebox.training.neural.fit.TrainingState.EpochResult;
import farebox.training.neural.language.TokenChoice.Sampled;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Trains the language model of the examples and prints its bits per character on the last tenth of the text beside
 * those of a 5-gram model (Witten and Bell's mixture) that counted the first nine tenths.
 *
 * <p>Arguments: the text, epochs.
 */
final class LanguageModelBenchmark {
    private static final int VOCABULARY = 1024;
    private static final int MAX_LENGTH = 64;
    private static final double HELD_OUT = 0.1;
    private static final TransformerSize SIZE = new TransformerSize(128, 4, 4, MAX_LENGTH, 0.1);

    private LanguageModelBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        run(Files.readString(Path.of(arguments[0])), Integer.parseInt(arguments[1]), System.out);
    }

    private static void run(String text, int epochs, PrintStream out) {
        int split = (int) (text.length() * (1 - HELD_OUT));
        String known = text.substring(0, split);
        String held = text.substring(split);
        out.printf(
                "5-gram            %.3f bits per character%n",
                NgramModel.train(known, 5).bitsPerCharacter(held));
        LanguageModel model = train(known, held, epochs, out);
        out.printf("language model    %.3f bits per character%n", model.bitsPerCharacter(held));
        try (TextGenerator generator = new TextGenerator(model)) {
            out.println(generator.generate("The whale ", 50, new Sampled(0.8, 0, 0.95), new Random(1)));
        }
    }

    private static LanguageModel train(String known, String held, int epochs, PrintStream out) {
        BytePairTokenizer tokenizer = BytePairTokenizer.train(known, VOCABULARY);
        TokenWindows windows = new TokenWindows(tokenizer.encode(known), MAX_LENGTH);
        Network network = Architectures.languageModel(tokenizer.vocabulary(), SIZE);
        Trainer.Task task =
                new Trainer.Task(windows, new TokenWindows(tokenizer.encode(held), MAX_LENGTH), Metrics.crossEntropy());
        TrainingOptions options = TrainingOptions.of(epochs, 3e-3, 1)
                .withBatching(new Batching(32, 1))
                .withLearningRate(LearningRate.cosine(3e-3, 0.05))
                .withRegularization(new Regularization(0.05, 1));
        Finished finished =
                (Finished) new Trainer(new Setup(network, task, options, Devices.choose())).train(printing(out));
        return new LanguageModel(network, finished.best().weights(), tokenizer, MAX_LENGTH);
    }

    private static TrainingMonitor printing(PrintStream out) {
        return new TrainingMonitor() {
            @Override
            public Signal afterStep(StepReport report, Supplier<TrainingState> state) {
                if (report.step() % 50 == 0) {
                    out.printf("step %d of %d, loss %.3f%n", report.step(), report.steps(), report.loss());
                }
                return Signal.CONTINUE;
            }

            @Override
            public void afterEpoch(EpochResult result) {
                out.printf("epoch %d, loss %.3f, held out %.3f%n", result.epoch(), result.loss(), result.metric());
            }
        };
    }
}
