package farebox.batch.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.batch.TableFormat;
import farebox.kernel.InvalidRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ParquetRowsTest {
    @ParameterizedTest
    @ValueSource(strings = {"plain.parquet", "snappy.parquet", "zstd.parquet"})
    void rows_areWhatPyarrowWrote(String name) throws IOException {
        assertThat(read(file(name)))
                .containsExactly(
                        "1 {\"width\":1.5,\"count\":1,\"colour\":\"blue\",\"flag\":true}",
                        "2 {\"width\":null,\"count\":2,\"colour\":\"green\",\"flag\":false}",
                        "3 {\"width\":-2.0,\"count\":3,\"colour\":\"red\",\"flag\":true}");
    }

    @Test
    void smallIntegers_areNumbersAndUndeclaredTextsAreTexts() throws IOException {
        assertThat(read(file("types.parquet")))
                .containsExactly(
                        "1 {\"small\":1,\"unsigned\":250,\"short\":300,\"text\":\"café\"}",
                        "2 {\"small\":-2,\"unsigned\":3,\"short\":4,\"text\":\"b\"}");
    }

    @Test
    void compressionThatIsNotRead_isNamed() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> read(file("brotli.parquet")))
                .withMessageContaining("'input' is compressed with BROTLI");
    }

    @Test
    void fileThatIsNoParquet_isRefused() {
        assertRefused("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8), "invalid_parquet");
        assertRefused(new byte[0], "invalid_parquet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain.parquet", "snappy.parquet", "zstd.parquet"})
    void fileThatIsCutOrChanged_isRefusedOrReadAndNothingElse(String name) throws IOException {
        byte[] whole = file(name);
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            byte[] changed = whole.clone();
            for (int i = 0; i <= random.nextInt(3); i++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            readOrRefuse(round % 4 == 0 ? Arrays.copyOf(changed, random.nextInt(changed.length)) : changed);
        }
    }

    private static void readOrRefuse(byte[] content) throws IOException {
        try {
            List<String> _ = read(content);
        } catch (InvalidRequest refused) {
            assertThat(refused.code()).isIn("invalid_parquet", "too_many_requests", "file_too_large");
        }
    }

    private static void assertRefused(byte[] content, String code) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> read(content))
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }

    private static List<String> read(byte[] content) throws IOException {
        List<String> read = new ArrayList<>();
        try (TableFormat.Rows rows = ParquetRows.open(new ByteArrayInputStream(content))) {
            for (Optional<TableFormat.Row> row = rows.next(); row.isPresent(); row = rows.next()) {
                read.add(rows.line() + " " + row.get().values());
            }
        }
        return read;
    }

    private static byte[] file(String name) throws IOException {
        try (InputStream in = ParquetRowsTest.class.getResourceAsStream("/data/" + name)) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }
}
