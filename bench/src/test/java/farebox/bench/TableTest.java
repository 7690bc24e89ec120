package farebox.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TableTest {
    @Test
    void columns_areAsWideAsTheyNeedToBe() {
        List<Row> rows = List.of(
                new Row("a", Row.millis(12.345), Row.millis(1), 12.345, "met"),
                new Row("a long name", Row.megabytes(1_500_000), Row.perSecond(7, "MB"), 0.5, ""));

        assertThat(Table.of(rows)).isEqualTo("""
                what         farebox   baseline  ratio   goal
                a            12.35 ms  1.00 ms   12.345  met
                a long name  1.5 MB    7.0 MB/s  0.500
                """);
    }
}
