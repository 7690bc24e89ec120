package farebox.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UploadFormatTest {
    @ParameterizedTest
    @CsvSource({
        "batches/acme/mini/x.jsonl, JSONL",
        "batches/acme/mini/X.JSONL, JSONL",
        "batches/acme/mini/x.Csv, CSV",
        "batches/acme/mini/x.PARQUET, PARQUET",
        "batches/acme/mini/x/images/_READY, IMAGES"
    })
    void endOfTheName_saysTheFormat(String key, UploadFormat format) {
        assertThat(UploadFormat.of(key)).contains(format);
    }

    @Test
    void otherObjects_areNoBatches() {
        assertThat(UploadFormat.of("batches/acme/mini/x.txt")).isEmpty();
        assertThat(UploadFormat.of("batches/acme/mini/x/images/_ready")).isEmpty();
        assertThat(UploadFormat.of("csv")).isEmpty();
    }

    @Test
    void results_lieBesideTheNameWithoutItsEnd() {
        assertThat(UploadFormat.CSV.results("batches/acme/mini/x.CSV")).isEqualTo("batches/acme/mini/x/");
    }
}
