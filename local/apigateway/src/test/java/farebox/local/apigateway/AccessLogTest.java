package farebox.local.apigateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import farebox.kernel.ByteCount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessLogTest {
    @TempDir
    Path folder;

    @Test
    void write_keepsTheFileAndTheOneBeforeSmall() throws IOException {
        Path file = folder.resolve("logs/access.log");
        try (AccessLog log = AccessLog.at(file, new ByteCount(100))) {
            for (int i = 0; i < 100; i++) {
                log.write("line $context.n", Map.of("n", String.valueOf(i)));
            }
        }

        assertThat(Files.size(file)).isLessThanOrEqualTo(100);
        assertThat(Files.size(folder.resolve("logs/access.log.1"))).isLessThanOrEqualTo(100);
        assertThat(Files.readAllLines(file)).last().isEqualTo("line 99");
        try (var files = Files.list(folder.resolve("logs"))) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void write_goesOnWhereTheLastRunEnded() throws IOException {
        Path file = folder.resolve("access.log");
        for (String n : new String[] {"1", "2"}) {
            try (AccessLog log = AccessLog.at(file, ByteCount.ofMebibytes(1))) {
                log.write("run $context.n", Map.of("n", n));
            }
        }

        assertThat(Files.readAllLines(file)).containsExactly("run 1", "run 2");
    }

    @Test
    void write_aLostLineFailsNobody() {
        Path file = folder.resolve("access.log");
        AccessLog log = AccessLog.at(file, ByteCount.ofMebibytes(1));
        log.close();

        assertThatCode(() -> log.write("line", Map.of())).doesNotThrowAnyException();
    }

    @Test
    void write_withoutAFormatWritesNothing() throws IOException {
        Path file = folder.resolve("access.log");
        try (AccessLog log = AccessLog.at(file, ByteCount.ofMebibytes(1))) {
            log.write("", Map.of());
        }

        assertThat(file).isEmptyFile();
    }
}
