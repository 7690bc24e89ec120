package farebox.training.container;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.training.progress.ProgressEvent.NoteAdded;
import farebox.training.progress.ProgressEvent.SchemaRead;
import farebox.training.progress.SchemaColumn;
import farebox.training.progress.SchemaColumn.CategoryCount;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LogLinesTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final LogLines lines = new LogLines(
            new PrintStream(written, true, StandardCharsets.UTF_8),
            InstantSource.fixed(Instant.EPOCH),
            Duration.ofMinutes(1));

    @Test
    void schema_isOneLineWithTypesAndCounts() {
        lines.report(new SchemaRead(
                "a.csv",
                3,
                List.of(
                        new SchemaColumn("size", "number", SchemaColumn.FEATURE, true, 1, List.of()),
                        SchemaColumn.labels("y", List.of(new CategoryCount("b", 2), new CategoryCount("a", 1))))));

        assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo("""
                {"event":"schema_read","data":"a.csv","rows":3,"columns":2,"schema":[\
                {"name":"y","type":"category","use":"target","declared":false,"missing":0,"distinct":2,\
                "categories":{"b":2,"a":1}},\
                {"name":"size","type":"number","use":"feature","declared":true,"missing":1}],"seconds":0.0}
                """);
    }

    @Test
    void note_saysWhichFieldItIsAbout() {
        lines.report(new NoteAdded("budget.instance", "this machine"));

        assertThat(written.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"event\":\"note_added\",\"field\":\"budget.instance\",\"note\":\"this machine\",\"seconds\":0.0}\n");
    }

    @Test
    void schema_ofManyColumnsAndCategories_keepsTheTargetAndCountsTheRest() {
        List<SchemaColumn> columns = new ArrayList<>(IntStream.range(0, 784)
                .mapToObj(i -> SchemaColumn.input("pixel" + i, "number"))
                .toList());
        columns.add(SchemaColumn.labels(
                "label",
                IntStream.range(0, 50)
                        .mapToObj(i -> new CategoryCount("class" + i, 50 - i))
                        .toList()));

        lines.report(new SchemaRead("digits", 2_000, columns));

        assertThat(written.toString(StandardCharsets.UTF_8))
                .contains("\"columns\":785", "\"name\":\"label\"", "\"distinct\":50", "\"class9\":41", "pixel98")
                .doesNotContain("class10", "pixel99");
    }
}
