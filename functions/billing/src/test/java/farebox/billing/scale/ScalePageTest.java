package farebox.billing.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ScalePageTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "scale.md");

    @Test
    void thePage_hasTheTablesThatTheListPricesComeTo() throws IOException {
        ScaleTables tables = new ScaleTables();

        assertThat(Files.readString(PAGE)).contains(tables.dated()).contains(tables.all());
    }
}
