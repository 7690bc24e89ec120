package farebox.training.pipeline;

import farebox.inference.Predictions.OfClass;
import farebox.inference.Predictions.OfValue;
import farebox.inference.Predictions.Prediction;
import farebox.inference.TableInput;
import farebox.kernel.AliasName;
import farebox.kernel.DataCorrupted;
import farebox.kernel.ModelVersion;
import farebox.models.Columns;
import farebox.models.Manifest;
import farebox.models.ModelSpec;
import farebox.models.registry.Alias;
import farebox.models.registry.ModelRegistry;
import farebox.training.pipeline.gate.PairedErrors;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Holds the registered version of a run against the champion on the rows that the training held out. A first version
 * needs only the bounds of its spec, which the worker has checked, and those of size and latency.
 */
public final class EvaluateModel {
    private static final String ACCURACY = "accuracy";

    private final Runs runs;
    private final ModelRegistry registry;
    private final Predictor predictor;
    private final TrainingOutput output;
    private final Limits limits;
    private final LongFunction<RandomGenerator> chance;

    /** @param chance of the comparison with a champion, by a seed that is the run's */
    public EvaluateModel(
            Runs runs, Model models, TrainingOutput output, Limits limits, LongFunction<RandomGenerator> chance) {
        this.runs = runs;
        this.registry = models.registry();
        this.predictor = models.predictor();
        this.output = output;
        this.limits = limits;
        this.chance = chance;
    }

    /** Where models are, and what predicts with them. */
    public record Model(ModelRegistry registry, Predictor predictor) {}

    /** Port: what a version answers. */
    @FunctionalInterface
    public interface Predictor {
        /** One prediction for each row, in order. */
        List<Prediction> predict(Manifest version, HeldOutRows rows);
    }

    /**
     * What a served model may take.
     *
     * @param bytes of its files
     * @param perRow time to predict one row of many
     */
    public record Limits(long bytes, Duration perRow) {}

    /** Whether the version may serve, and what it was compared with. */
    public sealed interface Decision {
        /** @param champion that it replaces */
        record Promote(Optional<ModelVersion> champion) implements Decision {}

        record Refuse(RunError error) implements Decision {}
    }

    /** @param artifacts where the model's archive lies */
    public Decision run(PipelineRun run, String artifacts) {
        Manifest candidate = manifest(run, run.version());
        Optional<ModelVersion> champion =
                registry.alias(run.model(), AliasName.CHAMPION).map(Alias::version);
        if (candidate.size().bytes() > limits.bytes()) {
            return refuse("the model has %d bytes, more than the %d that a served model may have"
                    .formatted(candidate.size().bytes(), limits.bytes()));
        }
        return champion.filter(version -> !version.equals(candidate.version()))
                .map(version -> compare(run, candidate, manifest(run, version), artifacts))
                .orElseGet(() -> new Decision.Promote(champion));
    }

    private Manifest manifest(PipelineRun run, ModelVersion version) {
        return registry.manifest(run.model(), version)
                .orElseThrow(() -> new DataCorrupted("the registry lacks version " + version + " of " + run.model()));
    }

    private Decision compare(PipelineRun run, Manifest candidate, Manifest champion, String artifacts) {
        if (!columns(candidate).equals(columns(champion))
                || !candidate.spec().task().equals(champion.spec().task())) {
            return refuse("the model reads %s for %s, and the champion %s for %s; train it under another name"
                    .formatted(
                            columns(candidate),
                            candidate.spec().task().wireName(),
                            columns(champion),
                            champion.spec().task().wireName()));
        }
        if (columns(candidate).isEmpty()) {
            return byMetric(candidate, champion);
        }
        HeldOutRows rows = output.heldOut(artifacts);
        if (rows.isEmpty()) {
            return refuse("the training left no held-out rows to compare the model with the champion on");
        }
        Instant began = runs.now();
        double[] errors = errors(candidate, rows);
        Duration perRow =
                Duration.between(began, runs.now()).dividedBy(rows.targets().size());
        if (perRow.compareTo(limits.perRow()) > 0) {
            return refuse("the model takes %d ms for a row, more than the %d ms that a served model may take"
                    .formatted(perRow.toMillis(), limits.perRow().toMillis()));
        }
        return decide(run, new PairedErrors(errors, errors(champion, rows)), champion);
    }

    /** A model of texts or images is held against the champion by what each measured on its own test items. */
    private static Decision byMetric(Manifest candidate, Manifest champion) {
        double mine = candidate.metrics().getOrDefault(ACCURACY, 0.0);
        double other = champion.metrics().getOrDefault(ACCURACY, 0.0);
        return mine > other
                ? new Decision.Promote(Optional.of(champion.version()))
                : refuse("the accuracy of the new model is %.4f and that of the champion %.4f; the champion serves on"
                        .formatted(mine, other));
    }

    private Decision decide(PipelineRun run, PairedErrors errors, Manifest champion) {
        boolean better = errors.candidateIsBetter(chance.apply(run.id().hashCode()));
        return better
                ? new Decision.Promote(Optional.of(champion.version()))
                : refuse(metric(champion.spec())
                        .formatted(mean(errors.candidate()), mean(errors.champion()), errors.rows()));
    }

    private double[] errors(Manifest version, HeldOutRows rows) {
        List<Prediction> predictions = predictor.predict(version, rows);
        double[] errors = new double[predictions.size()];
        for (int row = 0; row < errors.length; row++) {
            errors[row] = error(predictions.get(row), rows.targets().get(row));
        }
        return errors;
    }

    private static double error(Prediction prediction, String target) {
        return switch (prediction) {
            case OfClass(String label, double[] _) -> label.equals(target) ? 0 : 1;
            case OfValue(double value) -> Math.pow(value - Double.parseDouble(target), 2);
        };
    }

    private static String mean(double[] errors) {
        double sum = 0;
        for (double error : errors) {
            sum += error;
        }
        return "%.4f".formatted(sum / errors.length);
    }

    /** The words for two mean errors and a number of rows. */
    private static String metric(ModelSpec spec) {
        String name = spec instanceof ModelSpec.TabularRegression ? "mean squared error" : "error rate";
        return "the " + name + " of the new model is %s and that of the champion %s on the same %d held-out rows; "
                + "the new one is not better beyond chance, and the champion serves on";
    }

    /** The names of a table's columns; empty for a model of anything else. */
    private static Set<String> columns(Manifest manifest) {
        return TableInput.columns(manifest.card())
                .map(columns ->
                        columns.list().stream().map(Columns.Column::name).collect(Collectors.toSet()))
                .orElse(Set.of());
    }

    private static Decision refuse(String message) {
        return new Decision.Refuse(new RunError(RunError.NOT_PROMOTED, message));
    }
}
