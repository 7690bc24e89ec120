package farebox.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ResultTableTest {
    @Test
    void columns_areAsWideAsTheyNeedToBe() {
        List<ResultRow> rows = List.of(
                new ResultRow("a", ResultRow.millis(12.345), ResultRow.millis(1), 12.345, "met"),
                new ResultRow("a long name", ResultRow.megabytes(1_500_000), ResultRow.perSecond(7, "MB"), 0.5, ""));

        assertThat(ResultTable.of(rows)).isEqualTo("""
                what         farebox   baseline  ratio   goal
                a            12.35 ms  1.00 ms   12.345  met
                a long name  1.5 MB    7.0 MB/s  0.500
                """);
    }
}
