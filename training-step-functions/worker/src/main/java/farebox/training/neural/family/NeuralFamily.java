package farebox.training.neural.family;

import farebox.kernel.InvalidRequest;
import farebox.training.neural.Dataset;
import farebox.training.neural.Inputs;
import farebox.training.neural.Network;
import farebox.training.neural.Targets;
import farebox.training.neural.Weights;
import farebox.training.neural.djl.Devices;
import farebox.training.neural.djl.Trainer;
import farebox.training.neural.djl.Trainer.Setup;
import farebox.training.neural.family.NeuralModel.Probabilities;
import farebox.training.neural.family.NeuralModel.ScoreScale;
import farebox.training.neural.family.NeuralModel.Standardized;
import farebox.training.neural.fit.Metric;
import farebox.training.neural.fit.Metrics;
import farebox.training.neural.fit.TrainingOptions;
import farebox.training.neural.image.Augmentation;
import farebox.training.neural.image.AugmentedImages;
import farebox.training.tabular.Examples;
import farebox.training.tabular.Parameter;
import farebox.training.tabular.ParameterValues;
import farebox.training.tabular.Preparation;
import farebox.training.tabular.TabularFamily;
import farebox.training.tabular.TabularModel;
import farebox.training.tabular.Task;
import farebox.training.tabular.TrainingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A kind of network that learns from rows of numbers. */
final class NeuralFamily implements TabularFamily {
    /** Makes the network of a family for so many columns and outputs. */
    @FunctionalInterface
    interface Plan {
        Network network(int columns, int outputs, ParameterValues values);
    }

    static final List<Parameter> IMAGES = List.of(
            Parameter.count("flip", 0, 0, 1),
            Parameter.number("shift", 0, 0, 0.9),
            Parameter.number("rotation", 0, 0, 180),
            Parameter.number("shear", 0, 0, 80),
            Parameter.number("zoom", 0, 0, 0.9));

    /** Every tenth example tells which epoch was the best; below so many examples all train and tell. */
    private static final int VALIDATION_SHARE = 10;

    private static final int FEW = 200;

    private final String name;
    private final List<Parameter> own;
    private final Preparation preparation;
    private final Plan plan;
    private final Optional<GivenWeights> start;

    NeuralFamily(String name, List<Parameter> own, Preparation preparation, Plan plan) {
        this(name, own, preparation, plan, Optional.empty());
    }

    private NeuralFamily(
            String name, List<Parameter> own, Preparation preparation, Plan plan, Optional<GivenWeights> start) {
        this.name = name;
        this.own = own;
        this.preparation = preparation;
        this.plan = plan;
        this.start = start;
    }

    /** The same, which begins with weights of an earlier training. */
    NeuralFamily startingFrom(GivenWeights weights) {
        return new NeuralFamily(name, own, preparation, plan, Optional.of(weights));
    }

    /** What is wrong when columns do not fit a parameter. */
    static InvalidRequest misfit(String parameter, String detail) {
        return new InvalidRequest(detail, "parameters." + parameter);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean supports(Task task) {
        return true;
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.of(own, TrainingParameters.ALL, takesImages() ? IMAGES : List.<Parameter>of())
                .flatMap(List::stream)
                .toList();
    }

    boolean takesImages() {
        return own.stream().anyMatch(parameter -> parameter.name().equals("channels"));
    }

    @Override
    public Preparation preparation() {
        return preparation;
    }

    /** None: a search within a minute on two cores tries cheaper families. */
    @Override
    public List<Suggestion> suggestions(Task task) {
        return List.of();
    }

    @Override
    public TabularModel train(Examples examples, ParameterValues parameters, TrainingContext context) {
        Network network =
                plan.network(examples.rows().columns(), examples.task().outputs(), parameters);
        ScoreScale scale = scale(examples);
        Trainer.Task task =
                task(network, examples, scale, takesImages() ? augmentation(parameters) : Augmentation.NONE);
        TrainingOptions options = options(examples, parameters, context.random().nextLong());
        Optional<Weights> weights = start.map(given -> given.of(network, options.seed()));
        Setup setup = new Setup(network, task, options, Devices.choose(), weights);
        return new NeuralModel(
                network, ResumableTraining.run(setup, context).best().weights(), scale);
    }

    private static TrainingOptions options(Examples examples, ParameterValues values, long seed) {
        TrainingParameters parameters = new TrainingParameters(values);
        return switch (examples.task()) {
            case Task.Classification(int classes) -> parameters.options(labels(examples), classes, seed);
            case Task.Regression _ -> parameters.options(seed);
        };
    }

    static Augmentation augmentation(ParameterValues parameters) {
        return new Augmentation(
                parameters.count("flip") == 1,
                parameters.number("shift"),
                parameters.number("rotation"),
                parameters.number("shear"),
                parameters.number("zoom"));
    }

    private static Trainer.Task task(Network network, Examples examples, ScoreScale scale, Augmentation augmentation) {
        int[] all = IntStream.range(0, examples.size()).toArray();
        boolean few = all.length < FEW;
        int[] learned = few
                ? all
                : Arrays.stream(all).filter(row -> row % VALIDATION_SHARE != 0).toArray();
        int[] told = few
                ? all
                : Arrays.stream(all).filter(row -> row % VALIDATION_SHARE == 0).toArray();
        Inputs.Numbers inputs = inputs(network, examples.select(learned));
        Targets targets = targets(examples.select(learned), scale);
        Dataset training = augmentation.equals(Augmentation.NONE)
                ? Dataset.of(inputs, targets)
                : new AugmentedImages(inputs, targets, augmentation);
        Examples validation = examples.select(told);
        return new Trainer.Task(
                training, Dataset.of(inputs(network, validation), targets(validation, scale)), metric(scale));
    }

    private static Inputs.Numbers inputs(Network network, Examples examples) {
        return new Inputs.Numbers(examples.rows().toArray(), network.input().sizes());
    }

    private static Targets targets(Examples examples, ScoreScale scale) {
        return switch (scale) {
            case Probabilities _ -> new Targets.Classes(labels(examples));
            case Standardized(double mean, double deviation) -> {
                float[] values = new float[examples.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) ((examples.targets()[i] - mean) / deviation);
                }
                yield new Targets.Values(values, 1);
            }
        };
    }

    private static int[] labels(Examples examples) {
        return IntStream.range(0, examples.size()).map(examples::label).toArray();
    }

    private static Metric metric(ScoreScale scale) {
        return switch (scale) {
            case Probabilities _ -> Metrics.crossEntropy();
            case Standardized _ -> Metrics.rootMeanSquaredError();
        };
    }

    private static ScoreScale scale(Examples examples) {
        return switch (examples.task()) {
            case Task.Classification _ -> new Probabilities();
            case Task.Regression _ -> standardized(examples.targets());
        };
    }

    private static Standardized standardized(double[] targets) {
        double mean = Arrays.stream(targets).average().orElse(0);
        double variance = Arrays.stream(targets)
                .map(target -> (target - mean) * (target - mean))
                .average()
                .orElse(0);
        return new Standardized(mean, variance > 0 ? Math.sqrt(variance) : 1);
    }
}
