package farebox.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class FileIdTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void ids_sortByAge() {
        assertThat(FileId.of(NOW, "b")).isLessThan(FileId.of(NOW.plusMillis(1), "a"));
    }

    @Test
    void of_isTheSameForTheSameName() {
        assertThat(FileId.of(NOW, "batch_1/output"))
                .isEqualTo(FileId.of(NOW, "batch_1/output"))
                .isNotEqualTo(FileId.of(NOW, "batch_1/errors"));
    }

    @Test
    void parse_takesNothingElse() {
        FileId id = FileId.of(NOW, "a");

        assertThat(FileId.parse(id.value())).contains(id);
        assertThat(FileId.parse("file-../x")).isEmpty();
        assertThat(FileId.parse(id.value() + "0")).isEmpty();
    }
}
