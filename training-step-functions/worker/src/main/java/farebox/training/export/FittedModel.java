package farebox.training.export;

import farebox.training.data.Table;
import farebox.training.features.FeaturePlan;
import farebox.training.features.GraphFeatures;
import farebox.training.onnx.Dimension;
import farebox.training.onnx.ElementType;
import farebox.training.onnx.GraphBuilder;
import farebox.training.onnx.Labels;
import farebox.training.onnx.OnnxGraph;
import farebox.training.onnx.Value;
import farebox.training.tabular.TabularModel;
import java.util.List;

/**
 * A model together with what its rows are made of.
 *
 * @param labels the names of the classes; empty for a regression
 */
public record FittedModel(FeaturePlan plan, TabularModel model, List<String> labels) {
    /** Output of a regression: float32 [rows, 1]. */
    public static final String VALUE = "value";

    public FittedModel {
        labels = List.copyOf(labels);
    }

    /** One array per row: the probability of each class, or one number. */
    public double[][] predict(Table table) {
        return model.predict(plan.transform(table));
    }

    /** The graph that serves the model. */
    public OnnxGraph toGraph(String name) {
        GraphBuilder graph = new GraphBuilder(name);
        Value outputs = model.export(graph, GraphFeatures.addTo(graph, plan));
        if (labels.isEmpty()) {
            graph.output(VALUE, outputs, ElementType.FLOAT, GraphFeatures.ROWS, Dimension.fixed(1));
            return graph.build();
        }
        Labels.classify(graph, outputs, labels, GraphFeatures.ROWS);
        return graph.build();
    }
}
