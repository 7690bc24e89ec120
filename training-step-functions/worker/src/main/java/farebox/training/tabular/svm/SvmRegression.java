package farebox.training.tabular.svm;

import farebox.training.onnx.GraphBuilder;
import farebox.training.onnx.Tensor;
import farebox.training.onnx.Value;
import farebox.training.tabular.Examples;
import farebox.training.tabular.Matrix;
import farebox.training.tabular.ParameterValues;
import farebox.training.tabular.TabularModel;
import java.util.Arrays;
import libsvm.svm_model;
import libsvm.svm_parameter;

/**
 * Support vector regression of a target that is brought to mean 0 and deviation 1, so that cost and margin mean the
 * same for every unit.
 */
record SvmRegression(KernelMachine machine, double mean, double deviation) implements TabularModel {
    static SvmRegression train(Examples examples, ParameterValues parameters) {
        double mean = Arrays.stream(examples.targets()).average().orElseThrow();
        double variance = Arrays.stream(examples.targets())
                .map(target -> (target - mean) * (target - mean))
                .average()
                .orElseThrow();
        double deviation = variance > 0 ? Math.sqrt(variance) : 1;
        double[] targets = Arrays.stream(examples.targets())
                .map(target -> (target - mean) / deviation)
                .toArray();
        double gamma = Libsvm.gamma(examples.rows(), parameters.number(SvmFamily.GAMMA));
        svm_parameter settings = Libsvm.parameters(svm_parameter.EPSILON_SVR, gamma, parameters.number(SvmFamily.COST));
        settings.p = parameters.number(SvmFamily.MARGIN);
        svm_model model = Libsvm.train(new Examples(examples.rows(), targets, examples.task()), settings);
        return new SvmRegression(machine(model, gamma, examples.rows().columns()), mean, deviation);
    }

    private static KernelMachine machine(svm_model model, double gamma, int columns) {
        double[][] coefficients = new double[model.l][1];
        for (int s = 0; s < model.l; s++) {
            coefficients[s][0] = model.sv_coef[0][s];
        }
        return new KernelMachine(gamma, Libsvm.vectors(model, columns), coefficients, model.rho.clone());
    }

    @Override
    public double[][] predict(Matrix rows) {
        double[][] values = machine.evaluate(rows);
        for (double[] value : values) {
            value[0] = mean + deviation * value[0];
        }
        return values;
    }

    @Override
    public Value export(GraphBuilder graph, Value rows) {
        Value scaled = graph.apply(
                "Mul", machine.export(graph, rows), graph.constant("deviation", Tensor.scalar((float) deviation)));
        return graph.apply("Add", scaled, graph.constant("mean", Tensor.scalar((float) mean)));
    }
}
