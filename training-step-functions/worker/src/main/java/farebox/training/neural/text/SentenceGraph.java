package farebox.training.neural.text;

import farebox.training.onnx.Dimension;
import farebox.training.onnx.ElementType;
import farebox.training.onnx.GraphBuilder;
import farebox.training.onnx.Labels;
import farebox.training.onnx.OnnxGraph;
import farebox.training.onnx.Operator;
import farebox.training.onnx.Tensor;
import farebox.training.onnx.Value;
import farebox.training.tabular.TabularModel;
import java.util.List;
import java.util.Map;

/** What comes behind an encoder's states, written for the encoder's own version of the operators. */
final class SentenceGraph {
    private static final String STATES = "states";
    private static final Dimension TEXTS = Dimension.free("texts");
    private static final Dimension TOKENS = Dimension.free("tokens");
    private static final Dimension WIDTH = Dimension.free("width");

    private SentenceGraph() {}

    static OnnxGraph embedding(OnnxGraph encoder, String name) {
        GraphBuilder graph = new GraphBuilder("embedding", encoder.opset());
        graph.output(name, pool(graph), ElementType.FLOAT, TEXTS, WIDTH);
        return join(encoder, graph);
    }

    static OnnxGraph classifier(OnnxGraph encoder, TabularModel head, List<String> labels) {
        GraphBuilder graph = new GraphBuilder("classifier", encoder.opset());
        Labels.classify(graph, head.export(graph, pool(graph)), labels, TEXTS);
        return join(encoder, graph);
    }

    private static OnnxGraph join(OnnxGraph encoder, GraphBuilder head) {
        return encoder.append(
                head.build(), Map.of(STATES, encoder.outputs().getFirst(), SentenceEncoder.MASK, SentenceEncoder.MASK));
    }

    /** The sum over tokens has the direction of their mean, which is all that length 1 leaves. */
    private static Value pool(GraphBuilder graph) {
        Value states = graph.input(STATES, ElementType.FLOAT, TEXTS, TOKENS, WIDTH);
        Value mask = graph.input(SentenceEncoder.MASK, ElementType.INT64, TEXTS, TOKENS);
        Value weights = graph.apply(Operator.of("Cast").withInt("to", ElementType.FLOAT.code()), mask);
        Value asRow = graph.apply("Reshape", weights, graph.constant("row", Tensor.vector(0, 1, -1)));
        Value sum = graph.apply("MatMul", asRow, states);
        Value flat = graph.apply("Reshape", sum, graph.constant("flat", Tensor.vector(0, -1)));
        return graph.apply(Operator.of("LpNormalization").withInt("axis", 1).withInt("p", 2), flat);
    }
}
