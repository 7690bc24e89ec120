package farebox.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.InvalidRequest;
import farebox.training.data.Column.Categories;
import farebox.training.data.Column.Numbers;
import farebox.training.spec.TrainingSpec.ColumnType;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TableReaderTest {
    private static final DataLimits LIMITS = new DataLimits(1_000_000, 1_000);

    @TempDir
    private Path folder;

    @Test
    void read_csv_infersNumbersAndCategories() {
        Table table = csv("width,colour\n1.5,red\n,blue\n-2e3,red\n");

        assertThat(numbers(table, "width")).containsExactly(1.5f, Float.NaN, -2000f);
        assertThat(categories(table, "colour").texts()).containsExactly("red", "blue");
        assertThat(categories(table, "colour").codes()).containsExactly(0, 1, 0);
        assertThat(table.lines()).containsExactly(2, 3, 4);
    }

    @Test
    void read_declaredTypes_goBeforeInferredOnes() {
        Table table = read(
                "a.csv", "zip,id,y\n8001,1,2\n8002,2,3\n", Map.of("zip", ColumnType.CATEGORY, "id", ColumnType.IGNORE));

        assertThat(categories(table, "zip").texts()).containsExactly("8001", "8002");
        assertThat(table.names()).containsExactly("zip", "y");
    }

    @Test
    void read_byteOrderMarkAndCarriageReturns_areNoPartOfValues() {
        Table table = csv("\uFEFFa,b\r\n1,x\r\n2,y\r\n");

        assertThat(table.names()).containsExactly("a", "b");
        assertThat(categories(table, "b").texts()).containsExactly("x", "y");
    }

    @Test
    void read_quotedLineEndsAndSeparators_belongToTheValue() {
        Table table = csv("a,b\n1,\"two\nlines, one value\"\n2,plain\n");

        assertThat(categories(table, "b").texts()).containsExactly("two\nlines, one value", "plain");
        assertThat(table.lines()).containsExactly(2, 4);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"semicolon,;", "tab,'\t'"})
    void read_anotherSeparator_isSeenInTheHeader(String name, String separator) {
        Table table = csv("a,b\n1,x\n2,y\n".replace(",", separator));

        assertThat(table.names()).as(name).containsExactly("a", "b");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
            ''                                   | the file is empty
            a,b                                  | empty
            a,b;1,2;3                            | line 3: 1 value where the header has 2 columns
            a,b;1,2;3,4,5                        | line 3: 3 values where the header has 2 columns
            a,a;1,2                              | line 1: the header has "a" twice
            a,;1,2                               | line 1: column 2 has no name
            a,b;1,2;NaN,4                        | line 3: a is "NaN"
            a,b;1,2;3,-inf                       | line 3: b is "-inf"
            a,b;1,2;3,1e99                       | line 3: b is "1e99"
            a,b;1,2;3,"x                         | line 3: the text cannot be split into values: is a quotation mark missing?
            """)
    void read_faultyCsv_namesTheLine(String text, String message) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> csv(text.replace(';', '\n')))
                .withMessageContaining("data.csv")
                .withMessageContaining(message);
    }

    @Test
    void read_textAmongNumbers_namesItsLineAndTheWayOut() {
        String rows = IntStream.range(0, 30)
                .mapToObj(row -> row == 17 ? "oops\n" : row + "\n")
                .collect(Collectors.joining());

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> csv("age\n" + rows))
                .withMessageContaining("line 19: age is \"oops\"")
                .withMessageContaining("columns.age");
    }

    @Test
    void read_lineAfterQuotedLineEnds_isCountedInTheFile() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> csv("a,b\n1,\"x\ny\nz\"\n2\n"))
                .withMessageContaining("line 5");
    }

    @Test
    void read_bytesThatAreNotUtf8_areRefused() throws IOException {
        Path file = Files.write(folder.resolve("data.csv"), "a,b\n1,caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> read(file, Map.of()))
                .withMessageContaining("data.csv")
                .withMessageContaining("UTF-8");
    }

    @Test
    void read_moreThanTheMemoryHolds_isRefusedWithTheLimit() throws IOException {
        Path file = Files.writeString(folder.resolve("data.csv"), "a,b\n" + "1,2\n".repeat(100));

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> new TableReader(new DataLimits(100, 10)).read(file, Optional.empty(), Map.of()))
                .withMessageContaining("line 52")
                .withMessageContaining("100 values");
    }

    /** The file has 2 GiB of zeros and takes no room on a disk. */
    @ParameterizedTest
    @CsvSource({"data.csv", "data.jsonl"})
    void read_twoGibibytesWithoutALineEnd_areRefusedWithTheLimit(String name) throws IOException {
        Path file = folder.resolve(name);
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(2L << 30);
        }

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> new TableReader(DataLimits.ofHeap(1 << 20)).read(file, Optional.empty(), Map.of()))
                .withMessageContaining(name)
                .withMessageContaining("a row of more than 16777216 characters, the most that one may have");
    }

    @Test
    void read_quotationMarkThatIsNeverClosed_isRefusedByLine() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> csv("a,b\n1,x\n2,\"y\n3,z\n"))
                .withMessageContaining("data.csv, line 3");
    }

    @Test
    void read_tooManyDifferentTexts_isRefusedWithTheColumn() throws IOException {
        String rows = IntStream.range(0, 20).mapToObj(row -> "t" + row + ",1\n").collect(Collectors.joining());
        Path file = Files.writeString(folder.resolve("data.csv"), "name,b\n" + rows);

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> new TableReader(new DataLimits(1000, 10)).read(file, Optional.empty(), Map.of()))
                .withMessageContaining("line 12")
                .withMessageContaining("columns.name");
    }

    @Test
    void read_declaredColumnThatIsNotThere_isRefused() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> read("data.csv", "a,b\n1,2\n", Map.of("c", ColumnType.NUMBER)))
                .withMessageContaining("columns.c");
    }

    @Test
    void read_missingFile_isRefused() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> read(folder.resolve("absent.csv"), Map.of()))
                .withMessageContaining("absent.csv");
    }

    @Test
    void read_jsonLines_takesTheUnionOfFields() {
        Table table = read("a.jsonl", "{\"a\":1,\"b\":\"x\"}\n\n{\"b\":\"y\",\"c\":true}\n", Map.of());

        assertThat(table.names()).containsExactly("a", "b", "c");
        assertThat(numbers(table, "a")).containsExactly(1f, Float.NaN);
        assertThat(categories(table, "c").text(1)).isEqualTo("true");
        assertThat(table.lines()).containsExactly(1, 3);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
            {"a":1};{"a":[2]}   | line 2: a is a list
            {"a":1};[2]         | line 2: not a JSON object
            {"a":1};{"a":       | line 2: not valid JSON
            ''                  | empty
            """)
    void read_faultyJsonLines_namesTheLine(String text, String message) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> read("data.jsonl", text.replace(';', '\n'), Map.of()))
                .withMessageContaining("data.jsonl")
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"plain.parquet", "snappy.parquet", "zstd.parquet"})
    void read_parquet_givesWhatPyarrowWrote(String name) throws Exception {
        Table table =
                read(Path.of(TableReaderTest.class.getResource("/data/" + name).toURI()), Map.of());

        assertThat(numbers(table, "width")).containsExactly(1.5f, Float.NaN, -2f);
        assertThat(numbers(table, "count")).containsExactly(1f, 2f, 3f);
        assertThat(categories(table, "colour").text(2)).isEqualTo("red");
        assertThat(categories(table, "flag").text(0)).isEqualTo("true");
    }

    @Test
    void read_parquet_takesTextsThatAreNotDeclaredAsSuch() throws Exception {
        Table table = read(
                Path.of(TableReaderTest.class.getResource("/data/bytes.parquet").toURI()), Map.of());

        assertThat(categories(table, "text").texts()).containsExactly("café", "b");
    }

    @Test
    void read_fileThatIsNoParquet_isRefused() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> read("data.parquet", "a,b\n1,2\n", Map.of()))
                .withMessageContaining("data.parquet");
    }

    private Table csv(String text) {
        return read("data.csv", text, Map.of());
    }

    private Table read(String name, String text, Map<String, ColumnType> declared) {
        try {
            return read(Files.writeString(folder.resolve(name), text), declared);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Table read(Path file, Map<String, ColumnType> declared) {
        return new TableReader(LIMITS).read(file, Optional.empty(), declared);
    }

    private static float[] numbers(Table table, String name) {
        return ((Numbers) table.find(name).orElseThrow()).values();
    }

    private static Categories categories(Table table, String name) {
        return (Categories) table.find(name).orElseThrow();
    }
}
