package farebox.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionLogTest {
    private static final String MEBIBYTE = "x".repeat(1 << 20);
    private static final ExecutionEnvironment CHILD = new ExecutionEnvironment("c1", 0, Instant.EPOCH);

    @TempDir
    private Path folder;

    @Test
    void line_saysWhenAndWhere() throws IOException {
        try (FunctionLog log = open()) {
            log.line(CHILD, "hello");
        }

        assertThat(folder.resolve("logs/f.log")).hasContent("1970-01-01T00:00:00Z 1970/01/01/[$LATEST]c1 hello");
    }

    @Test
    void line_theFilesNeverGrowBeyondTwiceTheirBound() throws IOException {
        try (FunctionLog log = open()) {
            for (int i = 0; i < 40; i++) {
                log.line(CHILD, MEBIBYTE);
            }
        }

        assertThat(folder.resolve("logs/f.log").toFile().length()).isBetween(1L << 20, 8L << 20);
        assertThat(folder.resolve("logs/f.log.1").toFile().length()).isBetween(7L << 20, 8L << 20);
        assertThat(folder.resolve("logs")).isDirectoryNotContaining("glob:**.2");
    }

    private FunctionLog open() throws IOException {
        return FunctionLog.of(
                "f",
                new LambdaSettings(
                        folder, folder, Duration.ofSeconds(1), Map.of(), _ -> {}, () -> Instant.EPOCH, new Random(1)));
    }
}
