package farebox.training.neural.onnx;

import farebox.training.neural.Cell;
import farebox.training.neural.Operations.CellWeights;
import farebox.training.onnx.GraphBuilder;
import farebox.training.onnx.Operator;
import farebox.training.onnx.Tensor;
import farebox.training.onnx.Value;

/**
 * Writes recurrent layers. ONNX wants time first, one tensor for both biases, and gates in another order than PyTorch:
 * LSTM i, o, f, c instead of i, f, g, o; GRU z, r, h instead of r, z, n.
 */
final class RecurrentNodes {
    private static final int[] RNN_GATES = {0};
    private static final int[] LSTM_GATES = {0, 3, 1, 2};
    private static final int[] GRU_GATES = {1, 0, 2};

    private final GraphBuilder graph;
    private final NetworkConstants constants;

    RecurrentNodes(GraphBuilder graph, NetworkConstants constants) {
        this.graph = graph;
        this.constants = constants;
    }

    /** [n, t, in] become [n, t, hidden]. */
    Value add(Value x, Cell cell, CellWeights<Value> weights, boolean backwards) {
        int rows = constants.numbers(weights.inputBias()).length;
        int hidden = rows / cell.gates();
        Value timeFirst = graph.apply(Operator.of("Transpose").withInts("perm", 1, 0, 2), x);
        Value states = graph.apply(
                operator(cell, hidden, backwards),
                timeFirst,
                matrix("input", constants.numbers(weights.input()), cell, rows),
                matrix("recurrent", constants.numbers(weights.hidden()), cell, rows),
                biases(weights, cell, rows));
        Value onlyDirection = graph.apply("Squeeze", states, graph.constant("axes", Tensor.vector(1)));
        return graph.apply(Operator.of("Transpose").withInts("perm", 1, 0, 2), onlyDirection);
    }

    private static Operator operator(Cell cell, int hidden, boolean backwards) {
        Operator operator = Operator.of(cell.name())
                .withInt("hidden_size", hidden)
                .withString("direction", backwards ? "reverse" : "forward");
        return cell == Cell.GRU ? operator.withInt("linear_before_reset", 1) : operator;
    }

    private Value matrix(String hint, float[] elements, Cell cell, int rows) {
        return graph.constant(hint, Tensor.floats(reordered(elements, cell), 1, rows, elements.length / rows));
    }

    private Value biases(CellWeights<Value> weights, Cell cell, int rows) {
        float[] both = new float[2 * rows];
        System.arraycopy(reordered(constants.numbers(weights.inputBias()), cell), 0, both, 0, rows);
        System.arraycopy(reordered(constants.numbers(weights.hiddenBias()), cell), 0, both, rows, rows);
        return graph.constant("biases", Tensor.floats(both, 1, 2L * rows));
    }

    private static float[] reordered(float[] elements, Cell cell) {
        int[] order = gates(cell);
        int size = elements.length / order.length;
        float[] result = new float[elements.length];
        for (int gate = 0; gate < order.length; gate++) {
            System.arraycopy(elements, order[gate] * size, result, gate * size, size);
        }
        return result;
    }

    private static int[] gates(Cell cell) {
        return switch (cell) {
            case RNN -> RNN_GATES;
            case LSTM -> LSTM_GATES;
            case GRU -> GRU_GATES;
        };
    }
}
