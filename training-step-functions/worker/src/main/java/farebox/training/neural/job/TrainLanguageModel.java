package farebox.training.neural.job;

import farebox.kernel.InvalidRequest;
import farebox.training.Digests;
import farebox.training.ModelArtifact;
import farebox.training.TrainingResult;
import farebox.training.TrainingResult.Trained;
import farebox.training.neural.Architectures;
import farebox.training.neural.Architectures.TransformerSize;
import farebox.training.neural.Network;
import farebox.training.neural.djl.Devices;
import farebox.training.neural.djl.Trainer;
import farebox.training.neural.djl.Trainer.Setup;
import farebox.training.neural.family.ResumableTraining;
import farebox.training.neural.fit.LearningRate;
import farebox.training.neural.fit.Metrics;
import farebox.training.neural.fit.TrainingOptions;
import farebox.training.neural.fit.TrainingOptions.Batching;
import farebox.training.neural.fit.TrainingOptions.Regularization;
import farebox.training.neural.language.BytePairTokenizer;
import farebox.training.neural.language.LanguageModel;
import farebox.training.neural.language.NgramModel;
import farebox.training.neural.language.TokenWindows;
import farebox.training.neural.onnx.CachedNetworkGraph;
import farebox.training.onnx.OnnxGraph;
import farebox.training.progress.Progress;
import farebox.training.progress.ProgressEvent.PhaseStarted;
import farebox.training.progress.StopSignal;
import farebox.training.tabular.Parameter;
import farebox.training.tabular.ParameterValues;
import farebox.training.tabular.TrainingContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trains a language model on nine tenths of a text, and measures it on the last tenth beside a 5-gram model. */
final class TrainLanguageModel {
    private static final String VOCABULARY = "vocabulary";
    private static final String LENGTH = "length";
    private static final String WIDTH = "width";
    private static final String HEADS = "heads";
    private static final String DEPTH = "depth";
    private static final String DROPOUT = "dropout";
    private static final String EPOCHS = "epochs";
    private static final String BATCH = "batch";
    private static final String RATE = ResumableTraining.RATE;
    private static final List<Parameter> PARAMETERS = List.of(
            Parameter.count(VOCABULARY, 1024, 257, 100_000),
            Parameter.count(LENGTH, 64, 8, 4_096),
            Parameter.count(WIDTH, 128, 8, 4_096),
            Parameter.count(HEADS, 4, 1, 64),
            Parameter.count(DEPTH, 4, 1, 48),
            Parameter.number(DROPOUT, 0.1, 0, 0.9),
            Parameter.count(EPOCHS, 10, 1, 10_000),
            Parameter.count(BATCH, 32, 1, 65_536),
            Parameter.number(RATE, 3e-3, 1e-7, 10));

    private static final double HELD_OUT = 0.1;
    private static final double WARM_UP = 0.05;
    private static final double WEIGHT_DECAY = 0.05;
    private static final int BASELINE_ORDER = 5;

    private final Progress progress;
    private final StopSignal stop;
    private final Optional<Path> checkpoints;

    TrainLanguageModel(Progress progress, StopSignal stop, Optional<Path> checkpoints) {
        this.progress = progress;
        this.stop = stop;
        this.checkpoints = checkpoints;
    }

    Trained run(TextSpec spec, Path data, String text) {
        ParameterValues parameters = ParameterValues.of(spec.family(), PARAMETERS, spec.parameters());
        int split = (int) (text.length() * (1 - HELD_OUT));
        String known = text.substring(0, split);
        String held = text.substring(split);
        LanguageModel model = train(parameters, known, held, spec.seed());
        progress.report(new PhaseStarted("evaluate"));
        Map<String, Double> metrics = Map.of(
                "bits_per_character", model.bitsPerCharacter(held),
                "bits_per_character_5_gram",
                        NgramModel.train(known, BASELINE_ORDER).bitsPerCharacter(held));
        JobDescriptions descriptions = JobDescriptions.of(spec, Digests.sha256(data));
        OnnxGraph graph = model.toGraph();
        return new Trained(
                new TrainingResult.Model(
                        graph,
                        Optional.of(model.tokenizerJson()),
                        List.of(),
                        descriptions.artifact(served(model), metrics)),
                descriptions.card(
                        new JobDescriptions.Amounts(known.length(), held.length()), metrics, graph.toBytes().length),
                Optional.empty());
    }

    /** It was trained on one text without an end, so no token ends what it writes. */
    private static ModelArtifact.Spec served(LanguageModel model) {
        return new ModelArtifact.Spec.TextGeneration(
                new ModelArtifact.Text(model.maxLength(), model.tokenizer().vocabulary()),
                CachedNetworkGraph.LOGITS,
                List.of(),
                List.of());
    }

    private LanguageModel train(ParameterValues parameters, String known, String held, long seed) {
        int length = parameters.count(LENGTH);
        BytePairTokenizer tokenizer = BytePairTokenizer.train(known, parameters.count(VOCABULARY));
        Trainer.Task task = new Trainer.Task(
                windows(tokenizer, known, length), windows(tokenizer, held, length), Metrics.crossEntropy());
        Network network = Architectures.languageModel(tokenizer.vocabulary(), size(parameters));
        TrainingOptions options = options(parameters, seed);
        progress.report(new PhaseStarted("fit language_model"));
        TrainingContext context = new TrainingContext(TrainingContext.random(seed), progress, stop, checkpoints);
        Setup setup = new Setup(network, task, options, Devices.choose());
        return new LanguageModel(
                network, ResumableTraining.run(setup, context).best().weights(), tokenizer, length);
    }

    private static TransformerSize size(ParameterValues parameters) {
        int width = parameters.count(WIDTH);
        int heads = parameters.count(HEADS);
        if (width % heads != 0) {
            throw new InvalidRequest(
                    "%d heads do not share a width of %d".formatted(heads, width), "parameters." + HEADS);
        }
        return new TransformerSize(
                width, heads, parameters.count(DEPTH), parameters.count(LENGTH), parameters.number(DROPOUT));
    }

    private static TrainingOptions options(ParameterValues parameters, long seed) {
        return TrainingOptions.of(parameters.count(EPOCHS), parameters.number(RATE), seed)
                .withBatching(new Batching(parameters.count(BATCH), 1))
                .withLearningRate(LearningRate.cosine(parameters.number(RATE), WARM_UP))
                .withRegularization(new Regularization(WEIGHT_DECAY, 1));
    }

    private static TokenWindows windows(BytePairTokenizer tokenizer, String text, int length) {
        int[] tokens = tokenizer.encode(text);
        if (tokens.length <= length) {
            throw new InvalidRequest(
                    "the text is too short: a tenth of it has %d tokens and a window %d"
                            .formatted(tokens.length, length),
                    "data");
        }
        return new TokenWindows(tokens, length);
    }
}
