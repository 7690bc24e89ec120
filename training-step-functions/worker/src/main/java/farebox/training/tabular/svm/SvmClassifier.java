package farebox.training.tabular.svm;

import farebox.training.onnx.GraphBuilder;
import farebox.training.onnx.Value;
import farebox.training.tabular.Examples;
import farebox.training.tabular.Matrix;
import farebox.training.tabular.ParameterValues;
import farebox.training.tabular.TabularModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import libsvm.svm_model;
import libsvm.svm_parameter;

/** A machine for each pair of classes, and what their decisions say about the classes. */
record SvmClassifier(KernelMachine machine, PairwiseCoupling coupling) implements TabularModel {
    private static final int CALIBRATION_FOLDS = 3;

    static SvmClassifier train(Examples examples, ParameterValues parameters, RandomGenerator random) {
        ClassPairs pairs = new ClassPairs(examples.task().outputs());
        double gamma = Libsvm.gamma(examples.rows(), parameters.number(SvmFamily.GAMMA));
        svm_parameter settings = Libsvm.parameters(svm_parameter.C_SVC, gamma, parameters.number(SvmFamily.COST));
        List<Sigmoid> sigmoids = parameters.count(SvmFamily.CALIBRATE) == 1
                ? calibrate(examples, settings, pairs, random)
                : Collections.nCopies(pairs.count(), Sigmoid.UNFITTED);
        return new SvmClassifier(machine(examples, settings, pairs), new PairwiseCoupling(pairs, sigmoids));
    }

    /** Fits each pair's sigmoid to decisions about rows that the deciding machine was not trained on. */
    private static List<Sigmoid> calibrate(
            Examples examples, svm_parameter settings, ClassPairs pairs, RandomGenerator random) {
        double[][] decisions = new double[examples.size()][];
        int[] folds = folds(examples.size(), random);
        for (int fold = 0; fold < CALIBRATION_FOLDS; fold++) {
            int current = fold;
            int[] inside = IntStream.range(0, folds.length)
                    .filter(row -> folds[row] != current)
                    .toArray();
            int[] outside = IntStream.range(0, folds.length)
                    .filter(row -> folds[row] == current)
                    .toArray();
            double[][] values = machine(examples.select(inside), settings, pairs)
                    .evaluate(examples.rows().select(outside));
            for (int i = 0; i < outside.length; i++) {
                decisions[outside[i]] = values[i];
            }
        }
        return IntStream.range(0, pairs.count())
                .mapToObj(pair -> fit(examples, pairs, pair, decisions))
                .toList();
    }

    private static int[] folds(int rows, RandomGenerator random) {
        List<Integer> shuffled =
                new ArrayList<>(IntStream.range(0, rows).boxed().toList());
        Collections.shuffle(shuffled, java.util.Random.from(random));
        return shuffled.stream().mapToInt(place -> place % CALIBRATION_FOLDS).toArray();
    }

    private static Sigmoid fit(Examples examples, ClassPairs pairs, int pair, double[][] decisions) {
        int[] rows = IntStream.range(0, examples.size())
                .filter(row -> examples.label(row) == pairs.first(pair) || examples.label(row) == pairs.second(pair))
                .toArray();
        double[] values =
                Arrays.stream(rows).mapToDouble(row -> decisions[row][pair]).toArray();
        boolean[] positive = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            positive[i] = examples.label(rows[i]) == pairs.first(pair);
        }
        return Sigmoid.fit(values, positive);
    }

    private static KernelMachine machine(Examples examples, svm_parameter settings, ClassPairs pairs) {
        svm_model model = Libsvm.train(examples, settings);
        double[][] coefficients = new double[model.l][pairs.count()];
        double[] offsets = new double[pairs.count()];
        new PairReader(model, pairs).read(coefficients, offsets);
        Matrix vectors = Libsvm.vectors(model, examples.rows().columns());
        return new KernelMachine(settings.gamma, vectors, coefficients, offsets);
    }

    @Override
    public double[][] predict(Matrix rows) {
        double[][] predictions = machine.evaluate(rows);
        for (int row = 0; row < predictions.length; row++) {
            predictions[row] = coupling.probabilities(predictions[row]);
        }
        return predictions;
    }

    @Override
    public Value export(GraphBuilder graph, Value rows) {
        return coupling.export(graph, machine.export(graph, rows));
    }
}
