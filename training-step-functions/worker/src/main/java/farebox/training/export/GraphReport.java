package farebox.training.export;

import farebox.training.data.Table;
import farebox.training.onnx.OnnxGraph;
import java.util.List;

/** What serving a graph costs, and how far it is from the trainer. */
public record GraphReport(long bytes, Parity parity, Latency latency) {
    /** @param tables whose rows are compared, the first of which has the row that is timed */
    public static GraphReport measure(FittedModel trained, OnnxGraph graph, ServedGraph served, List<Table> tables) {
        Parity parity = tables.stream()
                .map(table -> Parity.measure(trained, served, table))
                .reduce(Parity::and)
                .orElseThrow();
        return new GraphReport(graph.toBytes().length, parity, Latency.measure(served, tables.getFirst()));
    }
}
