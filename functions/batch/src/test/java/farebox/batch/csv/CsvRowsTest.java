package farebox.batch.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.batch.TableFormat;
import farebox.kernel.InvalidRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvRowsTest {
    @Test
    void rows_areObjectsOfTheColumnsWithTheLineThatTheyBeginOn() throws IOException {
        assertThat(read("custom_id,input\na,\"one\nline, \"\"two\"\"\"\n\nb,three\n"))
                .containsExactly(
                        "2 {\"custom_id\":\"a\",\"input\":\"one\\nline, \\\"two\\\"\"}",
                        "5 {\"custom_id\":\"b\",\"input\":\"three\"}");
    }

    @Test
    void byteOrderMarkAndCrLf_areNoPartOfTheValues() throws IOException {
        assertThat(read("\uFEFFinput\r\nä\r\n")).containsExactly("2 {\"input\":\"ä\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"custom_id;input\na;1,5\n", "custom_id\tinput\na\t1,5\n", "\"custom_id\";\"input\"\r\na;1,5\r\n"
            })
    void separator_isTheOneOfTheHeader(String csv) throws IOException {
        assertThat(read(csv)).containsExactly("2 {\"custom_id\":\"a\",\"input\":\"1,5\"}");
    }

    @Test
    void otherSeparators_arePartOfTheValues() throws IOException {
        assertThat(read("input\na;b\n")).containsExactly("2 {\"input\":\"a;b\"}");
        assertThat(read("\"a;b;c\",d\n1,2\n")).containsExactly("2 {\"a;b;c\":\"1\",\"d\":\"2\"}");
    }

    @Test
    void anotherEncoding_isNamed() throws IOException {
        byte[] latin = "input\ncafé\n".getBytes(StandardCharsets.ISO_8859_1);
        try (TableFormat.Rows rows = CsvRows.open(new ByteArrayInputStream(latin))) {
            assertThatExceptionOfType(InvalidRequest.class)
                    .isThrownBy(rows::next)
                    .withMessageContaining("not UTF-8");
        }
    }

    @Test
    void tableWithoutRows_hasNone() throws IOException {
        assertThat(read("input\n")).isEmpty();
        assertThat(read("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,a\n1,2\n", "a,\n1,2\n"})
    void headerWithoutANameForEachColumn_isRefused(String csv) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> read(csv))
                .withMessageContaining("line 1 names the columns");
    }

    @Test
    void rowOfAnotherLength_isRefusedAndTheNextIsRead() throws IOException {
        try (TableFormat.Rows rows = open("a,b\n1\n1,2,3\n4,5\n")) {
            assertThatExceptionOfType(InvalidRequest.class)
                    .isThrownBy(rows::next)
                    .withMessageContaining("the row has 1 values, and the header names 2 columns");
            assertThat(rows.line()).isEqualTo(2);
            assertThatExceptionOfType(InvalidRequest.class).isThrownBy(rows::next);
            assertThat(rows.next().orElseThrow().values().path("b").asText()).isEqualTo("5");
            assertThat(rows.line()).isEqualTo(4);
        }
    }

    @Test
    void quoteThatIsNotClosed_endsTheTable() throws IOException {
        try (TableFormat.Rows rows = open("a\n1\n\"2\n3\n")) {
            assertThat(rows.next()).isPresent();
            assertThatExceptionOfType(InvalidRequest.class)
                    .isThrownBy(rows::next)
                    .withMessageContaining("quote");
            assertThat(rows.line()).isEqualTo(3);
            assertThat(rows.next()).isEmpty();
        }
    }

    @Test
    void rowThatIsTooLong_isRefusedBeforeItIsHeld() throws IOException {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };
        InputStream header = new ByteArrayInputStream("a,b\n1,".getBytes(StandardCharsets.UTF_8));
        try (TableFormat.Rows rows = CsvRows.open(new SequenceInputStream(header, endless))) {
            assertThatExceptionOfType(InvalidRequest.class)
                    .isThrownBy(rows::next)
                    .satisfies(e -> assertThat(e.code()).isEqualTo("line_too_long"));
            assertThat(rows.next()).isEmpty();
        }
    }

    private static TableFormat.Rows open(String csv) throws IOException {
        return CsvRows.open(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> read(String csv) throws IOException {
        List<String> read = new ArrayList<>();
        try (TableFormat.Rows rows = open(csv)) {
            for (Optional<TableFormat.Row> row = rows.next(); row.isPresent(); row = rows.next()) {
                assertThat(row.get().textValues()).isTrue();
                read.add(rows.line() + " " + row.get().values());
            }
        }
        return read;
    }
}
