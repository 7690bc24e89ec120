package farebox.training.export;

import farebox.training.data.Table;
import farebox.training.onnx.OnnxGraph;
import java.util.List;
import java.util.OptionalLong;

/**
 * What serving a graph costs, and how far it is from the trainer.
 *
 * @param bytes of the graph
 * @param memoryBytes that a process grows by, where it can be measured
 */
public record GraphReport(long bytes, OptionalLong memoryBytes, Parity parity, Latency latency) {
    public static GraphReport of(OnnxGraph graph, Parity parity, Latency latency) {
        return new GraphReport(graph.toBytes().length, GraphMemory.measure(graph), parity, latency);
    }

    /** @param tables whose rows are compared, the first of which has the row that is timed */
    public static GraphReport measure(FittedModel trained, OnnxGraph graph, ServedGraph served, List<Table> tables) {
        Parity parity = tables.stream()
                .map(table -> Parity.measure(trained, served, table))
                .reduce(Parity::and)
                .orElseThrow();
        return of(graph, parity, Latency.measure(served, tables.getFirst()));
    }
}
