package farebox.training.neural.family;

import farebox.kernel.InvalidRequest;
import farebox.training.neural.Architectures;
import farebox.training.neural.Dataset;
import farebox.training.neural.Inputs;
import farebox.training.neural.Network;
import farebox.training.neural.Sizes;
import farebox.training.neural.Targets;
import farebox.training.neural.djl.Devices;
import farebox.training.neural.djl.Trainer;
import farebox.training.neural.djl.Trainer.Setup;
import farebox.training.neural.family.NeuralModel.Probabilities;
import farebox.training.neural.fit.Metrics;
import farebox.training.neural.image.AugmentedImages;
import farebox.training.neural.image.FrozenBackbone;
import farebox.training.progress.ProgressEvent.PhaseStarted;
import farebox.training.tabular.Matrix;
import farebox.training.tabular.Parameter;
import farebox.training.tabular.ParameterValues;
import farebox.training.tabular.TabularModel;
import farebox.training.tabular.TrainingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Learns a head on the features of a frozen backbone. Features are computed once for each image, and once more for each
 * of its augmented copies; every tenth image, without copies, tells which epoch of the head was the best.
 */
public record Transfer(FrozenBackbone backbone, TrainingContext context) {
    /** The word that stands for it in a spec. */
    public static final String NAME = "transfer";

    private static final String COPIES = "copies";
    private static final String HIDDEN = "hidden";
    private static final String DROPOUT = "dropout";
    private static final int VALIDATION_SHARE = 10;

    /** The parameters of a spec. */
    public static List<Parameter> parameters() {
        return Stream.of(
                        List.of(
                                Parameter.count(COPIES, 2, 0, 100),
                                Parameter.count(HIDDEN, 0, 0, 10_000),
                                Parameter.number(DROPOUT, 0, 0, 0.9)),
                        TrainingParameters.ALL,
                        NeuralFamily.IMAGES)
                .flatMap(List::stream)
                .toList();
    }

    /** The features of some images, and the classes of these. */
    private record Features(Matrix rows, int[] classes) {}

    /**
     * @param classes the class of each image
     * @param count of classes
     */
    public TabularModel train(Inputs.Numbers images, int[] classes, int count, ParameterValues parameters) {
        context.progress().report(new PhaseStarted("features"));
        Features learned = learned(images, classes, parameters);
        int[] told = rows(images, true);
        Features validation = features((Inputs.Numbers) images.select(told), of(classes, told));
        StandardizedModel.Moments moments = StandardizedModel.Moments.of(learned.rows());
        context.progress().report(new PhaseStarted("fit " + NAME));
        Setup setup = new Setup(
                network(learned.rows().columns(), count, parameters),
                new Trainer.Task(dataset(moments, learned), dataset(moments, validation), Metrics.crossEntropy()),
                new TrainingParameters(parameters)
                        .options(learned.classes(), count, context.random().nextLong()),
                Devices.choose());
        NeuralModel head = new NeuralModel(
                setup.network(), ResumableTraining.run(setup, context).best().weights(), new Probabilities());
        return new StandardizedModel(moments, head);
    }

    /** Of the images that are learned from: as they are, and of their copies, as long as there is time for these. */
    private Features learned(Inputs.Numbers images, int[] classes, ParameterValues parameters) {
        int[] rows = rows(images, false);
        Inputs.Numbers chosen = (Inputs.Numbers) images.select(rows);
        int[] labels = of(classes, rows);
        List<Features> all = new ArrayList<>(List.of(features(chosen, labels)));
        if (context.stop().outOfTime()) {
            throw new InvalidRequest(
                    "budget.seconds: the time was used up by the features of %d images, before the first epoch; give more"
                            .formatted(rows.length),
                    "budget.seconds");
        }
        AugmentedImages changed =
                new AugmentedImages(chosen, new Targets.Classes(labels), NeuralFamily.augmentation(parameters));
        int[] every = IntStream.range(0, rows.length).toArray();
        for (int copy = 0; copy < parameters.count(COPIES) && !context.stop().stopRequested(); copy++) {
            all.add(features(
                    (Inputs.Numbers) changed.batch(every, context.random()).inputs(), labels));
        }
        return joined(all);
    }

    private Features features(Inputs.Numbers images, int[] classes) {
        return new Features(backbone.featuresOf(images), classes);
    }

    private static Features joined(List<Features> parts) {
        int width = parts.getFirst().rows().columns();
        int each = parts.getFirst().rows().rows();
        float[] rows = new float[parts.size() * each * width];
        int[] classes = new int[parts.size() * each];
        for (int part = 0; part < parts.size(); part++) {
            System.arraycopy(parts.get(part).rows().toArray(), 0, rows, part * each * width, each * width);
            System.arraycopy(parts.get(part).classes(), 0, classes, part * each, each);
        }
        return new Features(Matrix.of(width, rows), classes);
    }

    private static int[] rows(Inputs.Numbers images, boolean told) {
        return IntStream.range(0, images.count())
                .filter(row -> (row % VALIDATION_SHARE == 0) == told)
                .toArray();
    }

    private static int[] of(int[] classes, int[] rows) {
        return IntStream.of(rows).map(row -> classes[row]).toArray();
    }

    private static Dataset dataset(StandardizedModel.Moments moments, Features features) {
        return Dataset.of(
                new Inputs.Numbers(
                        moments.apply(features.rows()).toArray(),
                        Sizes.of(features.rows().columns())),
                new Targets.Classes(features.classes()));
    }

    private static Network network(int width, int classes, ParameterValues parameters) {
        List<Integer> hidden = parameters.count(HIDDEN) == 0 ? List.of() : List.of(parameters.count(HIDDEN));
        return Architectures.perceptron(width, hidden, parameters.number(DROPOUT), classes);
    }
}
