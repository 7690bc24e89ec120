package farebox.training.text;

import farebox.training.onnx.GraphBuilder;
import farebox.training.onnx.Operator;
import farebox.training.onnx.Tensor;
import farebox.training.onnx.Value;
import farebox.training.tabular.SparseMatrix;
import java.util.List;
import java.util.Map;

/**
 * Weighs the terms of a text: {@code 1 + log(count)}, times {@code 1 + log((1 + n) / (1 + texts))} for a term that
 * occurs in so many of n texts, scaled to length 1 (Manning, Raghavan and Schütze, Introduction to Information
 * Retrieval, 6.4.1 and 6.4.3; smoothed as scikit-learn does it).
 *
 * @param rarity the second factor of each term
 */
record TermWeights(Terms terms, float[] rarity) {
    static TermWeights of(Terms terms, int texts) {
        float[] rarity = new float[terms.size()];
        for (int term = 0; term < rarity.length; term++) {
            rarity[term] = (float) (1 + Math.log((1.0 + texts) / (1 + terms.texts()[term])));
        }
        return new TermWeights(terms, rarity);
    }

    SparseMatrix matrix(List<int[]> texts) {
        return new SparseMatrix(terms.size(), texts.stream().map(this::row).toList());
    }

    private SparseMatrix.Row row(int[] ids) {
        Map<Integer, Integer> counts = terms.counts(ids);
        int[] places = counts.keySet().stream().mapToInt(Integer::intValue).toArray();
        float[] weights = new float[places.length];
        double squares = 0;
        for (int i = 0; i < places.length; i++) {
            weights[i] = (float) ((1 + Math.log(counts.getOrDefault(places[i], 1))) * rarity[places[i]]);
            squares += weights[i] * weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= (float) Math.sqrt(squares);
        }
        return new SparseMatrix.Row(places, weights);
    }

    /**
     * Weighs the terms in a graph.
     *
     * @param ids int64 [texts, tokens]
     * @return float32 [texts, terms]
     */
    Value export(GraphBuilder graph, Value ids) {
        Value counts = terms.export(graph, ids);
        Value atLeastOne = graph.apply("Max", counts, graph.constant("one", Tensor.scalar(1)));
        // The sign is 1 where the term occurs; elsewhere both are 0.
        Value damped = graph.apply("Add", graph.apply("Sign", counts), graph.apply("Log", atLeastOne));
        Value weighted = graph.apply("Mul", damped, graph.constant("rarity", Tensor.floats(rarity, rarity.length)));
        return graph.apply(Operator.of("LpNormalization").withInt("axis", 1).withInt("p", 2), weighted);
    }
}
