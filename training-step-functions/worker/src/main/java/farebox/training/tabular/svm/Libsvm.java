package farebox.training.tabular.svm;

import farebox.training.tabular.Examples;
import farebox.training.tabular.Matrix;
import libsvm.svm;
import libsvm.svm_model;
import libsvm.svm_node;
import libsvm.svm_parameter;
import libsvm.svm_problem;

/** Calls LIBSVM, whose data are sparse rows of indexes from 1. */
final class Libsvm {
    private static final double TOLERANCE = 1e-3;
    private static final double CACHE_MEBIBYTES = 100;

    static {
        svm.svm_set_print_string_function(text -> {});
    }

    private Libsvm() {}

    static svm_parameter parameters(int type, double gamma, double cost) {
        svm_parameter parameters = new svm_parameter();
        parameters.svm_type = type;
        parameters.kernel_type = svm_parameter.RBF;
        parameters.gamma = gamma;
        parameters.C = cost;
        parameters.eps = TOLERANCE;
        parameters.cache_size = CACHE_MEBIBYTES;
        parameters.shrinking = 1;
        return parameters;
    }

    static svm_model train(Examples examples, svm_parameter parameters) {
        svm_problem problem = new svm_problem();
        problem.l = examples.size();
        problem.y = examples.targets();
        problem.x = new svm_node[problem.l][];
        for (int row = 0; row < problem.l; row++) {
            problem.x[row] = nodes(examples.rows(), row);
        }
        return svm.svm_train(problem, parameters);
    }

    private static svm_node[] nodes(Matrix rows, int row) {
        svm_node[] nodes = new svm_node[rows.columns()];
        for (int j = 0; j < nodes.length; j++) {
            nodes[j] = new svm_node();
            nodes[j].index = j + 1;
            nodes[j].value = rows.at(row, j);
        }
        return nodes;
    }

    /** The support vectors, as rows. */
    static Matrix vectors(svm_model model, int columns) {
        float[] values = new float[model.l * columns];
        for (int s = 0; s < model.l; s++) {
            for (svm_node node : model.SV[s]) {
                values[s * columns + node.index - 1] = (float) node.value;
            }
        }
        return Matrix.of(columns, values);
    }

    /** {@code multiple / (columns * variance of all numbers)}. */
    static double gamma(Matrix rows, double multiple) {
        double sum = 0;
        double squares = 0;
        float[] values = rows.toArray();
        for (float value : values) {
            sum += value;
            squares += (double) value * value;
        }
        double mean = sum / values.length;
        double variance = squares / values.length - mean * mean;
        return multiple / (rows.columns() * (variance > 0 ? variance : 1));
    }
}
