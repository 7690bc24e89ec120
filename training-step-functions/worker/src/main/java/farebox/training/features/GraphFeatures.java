package farebox.training.features;

import farebox.training.features.Feature.Indicators;
import farebox.training.features.Feature.Scaled;
import farebox.training.onnx.Dimension;
import farebox.training.onnx.ElementType;
import farebox.training.onnx.GraphBuilder;
import farebox.training.onnx.Operator;
import farebox.training.onnx.Tensor;
import farebox.training.onnx.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A feature plan as the front of a graph. Each column is an input of its own name, float32 or string of shape [rows,
 * 1], so that a caller names columns and needs no order.
 */
public final class GraphFeatures {
    /** The free axis of every input. */
    public static final Dimension ROWS = Dimension.free("rows");

    private final GraphBuilder graph;

    private GraphFeatures(GraphBuilder graph) {
        this.graph = graph;
    }

    /** Declares the inputs of a plan and returns its rows, float32 [rows, width]. */
    public static Value addTo(GraphBuilder graph, FeaturePlan plan) {
        return new GraphFeatures(graph).rows(plan);
    }

    private Value rows(FeaturePlan plan) {
        List<Value> parts = new ArrayList<>();
        if (!plan.numbers().isEmpty()) {
            parts.add(numbers(plan.numbers()));
        }
        plan.categories().forEach(category -> parts.add(indicators(category)));
        return concat(parts);
    }

    private Value numbers(List<Scaled> numbers) {
        Value values = concat(numbers.stream()
                .map(number -> graph.input(number.column(), ElementType.FLOAT, ROWS, Dimension.fixed(1)))
                .toList());
        float[] missing = new float[numbers.size()];
        float[] shift = new float[numbers.size()];
        float[] scale = new float[numbers.size()];
        for (int i = 0; i < missing.length; i++) {
            missing[i] = numbers.get(i).missing();
            shift[i] = numbers.get(i).shift();
            scale[i] = numbers.get(i).scale();
        }
        return scaled(imputed(values, missing), shift, scale);
    }

    private Value imputed(Value values, float[] missing) {
        if (allAre(Float.NaN, missing)) {
            return values;
        }
        Value standIn = graph.constant("missing", Tensor.floats(missing, 1, missing.length));
        return graph.apply("Where", graph.apply("IsNaN", values), standIn, values);
    }

    private Value scaled(Value values, float[] shift, float[] scale) {
        if (allAre(0, shift) && allAre(1, scale)) {
            return values;
        }
        Value shifted = graph.apply("Sub", values, graph.constant("shift", Tensor.floats(shift, 1, shift.length)));
        return graph.apply("Mul", shifted, graph.constant("scale", Tensor.floats(scale, 1, scale.length)));
    }

    private static boolean allAre(float wanted, float[] values) {
        for (float value : values) {
            if (Float.compare(value, wanted) != 0) {
                return false;
            }
        }
        return true;
    }

    private Value indicators(Indicators category) {
        Value text = graph.input(category.column(), ElementType.STRING, ROWS, Dimension.fixed(1));
        long[] places = LongStream.range(0, category.width()).toArray();
        Value place = graph.apply(
                Operator.ml("LabelEncoder")
                        .withStrings("keys_strings", category.categories())
                        .withInts("values_int64s", places)
                        .withInt("default_int64", -1),
                text);
        Value equal =
                graph.apply("Equal", place, graph.constant("categories", Tensor.integers(places, 1, places.length)));
        return graph.apply(Operator.of("Cast").withInt("to", ElementType.FLOAT.code()), equal);
    }

    private Value concat(List<Value> parts) {
        return parts.size() == 1
                ? parts.getFirst()
                : graph.apply(Operator.of("Concat").withInt("axis", 1), parts.toArray(Value[]::new));
    }
}
