package farebox.monitoring.drift;

import java.util.Comparator;
import java.util.List;

/**
 * How much a model's inputs and predictions have moved.
 *
 * @param rows of the sample
 * @param columns every one that could be compared, the most moved first
 */
public record DriftReport(long rows, List<ColumnDrift> columns) {
    public DriftReport {
        columns = columns.stream()
                .sorted(Comparator.comparingDouble(ColumnDrift::stabilityIndex).reversed())
                .toList();
    }

    public boolean drifted() {
        return columns.stream().anyMatch(ColumnDrift::drifted);
    }

    public List<ColumnDrift> moved() {
        return columns.stream().filter(ColumnDrift::drifted).toList();
    }
}
