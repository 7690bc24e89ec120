package farebox.training.neural.job;

import farebox.kernel.InvalidRequest;
import farebox.training.Digests;
import farebox.training.ModelArtifact;
import farebox.training.TrainingResult;
import farebox.training.TrainingResult.Trained;
import farebox.training.neural.Architectures;
import farebox.training.neural.Network;
import farebox.training.neural.djl.Devices;
import farebox.training.neural.djl.Trainer;
import farebox.training.neural.djl.Trainer.Setup;
import farebox.training.neural.family.ResumableTraining;
import farebox.training.neural.fit.Metrics;
import farebox.training.neural.fit.TrainingOptions;
import farebox.training.neural.language.BytePairTokenizer;
import farebox.training.neural.language.LanguageModel;
import farebox.training.neural.language.NgramModel;
import farebox.training.neural.language.TokenWindows;
import farebox.training.neural.onnx.CachedNetworkGraph;
import farebox.training.onnx.OnnxGraph;
import farebox.training.progress.Progress;
import farebox.training.progress.ProgressEvent.PhaseStarted;
import farebox.training.progress.StopSignal;
import farebox.training.tabular.TrainingContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trains a language model on nine tenths of a text, whose end tells which epoch was the best, and measures it on the
 * last tenth beside a 5-gram model.
 */
final class TrainLanguageModel {
    private static final TransformerParameters.Defaults DEFAULTS = new TransformerParameters.Defaults(64, 128, 4, 3e-3);

    private static final double HELD_OUT = 0.1;

    /** Of the part that is not held out. */
    private static final double VALIDATION = 0.05;

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
        TransformerParameters parameters = TransformerParameters.of(spec, DEFAULTS);
        int split = (int) (text.length() * (1 - HELD_OUT));
        String known = text.substring(0, split);
        String held = text.substring(split);
        LanguageModel model = train(parameters, known, spec.seed());
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

    private LanguageModel train(TransformerParameters parameters, String known, long seed) {
        int length = parameters.length();
        BytePairTokenizer tokenizer = BytePairTokenizer.train(known, parameters.vocabulary());
        int split = (int) (known.length() * (1 - VALIDATION));
        Trainer.Task task = new Trainer.Task(
                windows(tokenizer, known.substring(0, split), length),
                windows(tokenizer, known.substring(split), length),
                Metrics.crossEntropy());
        Network network = Architectures.languageModel(tokenizer.vocabulary(), parameters.size(length));
        TrainingOptions options = parameters.options(WARM_UP, WEIGHT_DECAY, seed);
        progress.report(new PhaseStarted("fit language_model"));
        TrainingContext context = new TrainingContext(TrainingContext.random(seed), progress, stop, checkpoints);
        Setup setup = new Setup(network, task, options, Devices.choose());
        return new LanguageModel(
                network, ResumableTraining.run(setup, context).best().weights(), tokenizer, length);
    }

    private static TokenWindows windows(BytePairTokenizer tokenizer, String text, int length) {
        int[] tokens = tokenizer.encode(text);
        if (tokens.length <= length) {
            throw new InvalidRequest(
                    "the text is too short: the part that chooses the best epoch has %d tokens and a window %d"
                            .formatted(tokens.length, length),
                    "data");
        }
        return new TokenWindows(tokens, length);
    }
}
