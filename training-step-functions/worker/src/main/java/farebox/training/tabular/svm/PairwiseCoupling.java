package farebox.training.tabular.svm;

import farebox.training.onnx.GraphBuilder;
import farebox.training.onnx.Operator;
import farebox.training.onnx.Tensor;
import farebox.training.onnx.Value;
import java.util.List;

/**
 * Class probabilities from decisions about pairs. With {@code r_ij} the probability of class i against j, {@code p_i =
 * 1 / (sum over j of 1 / r_ij - (classes - 2))}, normalised (Price, Knerr, Personnaz and Dreyfus, Pairwise neural
 * network classifiers with probabilistic outputs, 1995). It is a closed form, which a graph computes as the trainer
 * does; and {@code 1 / r_ij} is simply {@code 1 + exp(slope * f + intercept)}.
 */
record PairwiseCoupling(ClassPairs pairs, List<Sigmoid> sigmoids) {
    /** Keeps exponentials finite in single precision when many are added. */
    private static final float MAX_EXPONENT = 60;

    PairwiseCoupling {
        sigmoids = List.copyOf(sigmoids);
    }

    double[] probabilities(double[] decisions) {
        double[] sums = new double[pairs.classes()];
        for (int pair = 0; pair < decisions.length; pair++) {
            Sigmoid sigmoid = sigmoids.get(pair);
            double exponent = sigmoid.slope() * decisions[pair] + sigmoid.intercept();
            sums[pairs.first(pair)] += Math.exp(clip(exponent));
            sums[pairs.second(pair)] += Math.exp(clip(-exponent));
        }
        double total = 0;
        for (int c = 0; c < sums.length; c++) {
            sums[c] = 1 / (1 + sums[c]);
            total += sums[c];
        }
        for (int c = 0; c < sums.length; c++) {
            sums[c] /= total;
        }
        return sums;
    }

    private static double clip(double exponent) {
        return Math.clamp(exponent, -MAX_EXPONENT, MAX_EXPONENT);
    }

    /**
     * @param decisions float32 [rows, pairs]
     * @return float32 [rows, classes]
     */
    Value export(GraphBuilder graph, Value decisions) {
        Value slopes =
                vector(graph, "slopes", sigmoids.stream().map(Sigmoid::slope).toList());
        Value intercepts = vector(
                graph, "intercepts", sigmoids.stream().map(Sigmoid::intercept).toList());
        Value exponents = graph.apply(
                "Clip",
                graph.apply("Add", graph.apply("Mul", decisions, slopes), intercepts),
                graph.constant("low", Tensor.scalar(-MAX_EXPONENT)),
                graph.constant("high", Tensor.scalar(MAX_EXPONENT)));
        Value forFirst = graph.apply("MatMul", graph.apply("Exp", exponents), membership(graph, true));
        Value forSecond =
                graph.apply("MatMul", graph.apply("Exp", graph.apply("Neg", exponents)), membership(graph, false));
        Value one = graph.constant("one", Tensor.scalar(1));
        Value sums = graph.apply("Add", graph.apply("Add", forFirst, forSecond), one);
        Value unnormalised = graph.apply("Div", one, sums);
        Value total = graph.apply(
                Operator.of("ReduceSum").withInt("keepdims", 1),
                unnormalised,
                graph.constant("axes", Tensor.vector(1)));
        return graph.apply("Div", unnormalised, total);
    }

    private static Value vector(GraphBuilder graph, String name, List<Double> values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i).floatValue();
        }
        return graph.constant(name, Tensor.floats(floats, floats.length));
    }

    /** 1 where a class is the first, or the second, of a pair: [pairs, classes]. */
    private Value membership(GraphBuilder graph, boolean first) {
        float[] ones = new float[pairs.count() * pairs.classes()];
        for (int pair = 0; pair < pairs.count(); pair++) {
            ones[pair * pairs.classes() + (first ? pairs.first(pair) : pairs.second(pair))] = 1;
        }
        return graph.constant("membership", Tensor.floats(ones, pairs.count(), pairs.classes()));
    }
}
