package farebox.training.tabular.svm;

import farebox.training.onnx.GraphBuilder;
import farebox.training.onnx.Operator;
import farebox.training.onnx.Tensor;
import farebox.training.onnx.Value;
import farebox.training.tabular.Matrix;

/**
 * Sums of kernels: {@code f_k(x) = sum over s of coefficients[s][k] * exp(-gamma |x - vector_s|^2) - offsets[k]}.
 *
 * @param coefficients [support vectors][outputs]
 */
record KernelMachine(double gamma, Matrix vectors, double[][] coefficients, double[] offsets) {
    /** [rows][outputs] */
    double[][] evaluate(Matrix rows) {
        double[][] results = new double[rows.rows()][];
        for (int row = 0; row < results.length; row++) {
            results[row] = evaluate(rows, row);
        }
        return results;
    }

    private double[] evaluate(Matrix rows, int row) {
        double[] sums = new double[offsets.length];
        for (int k = 0; k < sums.length; k++) {
            sums[k] = -offsets[k];
        }
        for (int s = 0; s < coefficients.length; s++) {
            double kernel = Math.exp(-gamma * squaredDistance(rows, row, s));
            for (int k = 0; k < sums.length; k++) {
                sums[k] += coefficients[s][k] * kernel;
            }
        }
        return sums;
    }

    private double squaredDistance(Matrix rows, int row, int vector) {
        double sum = 0;
        for (int j = 0; j < rows.columns(); j++) {
            double difference = (double) rows.at(row, j) - vectors.at(vector, j);
            sum += difference * difference;
        }
        return sum;
    }

    /**
     * The same in a graph. The squared distance is {@code |x|^2 + |s|^2 - 2 x's}, one matrix product for all vectors.
     *
     * @return float32 [rows, outputs]
     */
    Value export(GraphBuilder graph, Value rows) {
        Value squares =
                graph.apply(Operator.of("ReduceSumSquare").withInts("axes", 1).withInt("keepdims", 1), rows);
        Value cross = graph.apply(
                Operator.of("Gemm").withFloat("alpha", -2).withInt("transB", 1),
                rows,
                graph.constant("vectors", Tensor.floats(vectors.toArray(), vectors.rows(), vectors.columns())),
                graph.constant("norms", Tensor.floats(norms(), vectors.rows())));
        Value distance = graph.apply("Relu", graph.apply("Add", cross, squares));
        Value kernel = graph.apply(
                "Exp", graph.apply("Mul", distance, graph.constant("gamma", Tensor.scalar((float) -gamma))));
        return graph.apply("Gemm", kernel, coefficientTensor(graph), offsetTensor(graph));
    }

    private float[] norms() {
        float[] norms = new float[vectors.rows()];
        for (int s = 0; s < norms.length; s++) {
            double sum = 0;
            for (int j = 0; j < vectors.columns(); j++) {
                sum += (double) vectors.at(s, j) * vectors.at(s, j);
            }
            norms[s] = (float) sum;
        }
        return norms;
    }

    private Value coefficientTensor(GraphBuilder graph) {
        float[] flat = new float[coefficients.length * offsets.length];
        for (int s = 0; s < coefficients.length; s++) {
            for (int k = 0; k < offsets.length; k++) {
                flat[s * offsets.length + k] = (float) coefficients[s][k];
            }
        }
        return graph.constant("coefficients", Tensor.floats(flat, coefficients.length, offsets.length));
    }

    private Value offsetTensor(GraphBuilder graph) {
        float[] negated = new float[offsets.length];
        for (int k = 0; k < negated.length; k++) {
            negated[k] = (float) -offsets[k];
        }
        return graph.constant("offsets", Tensor.floats(negated, negated.length));
    }
}
