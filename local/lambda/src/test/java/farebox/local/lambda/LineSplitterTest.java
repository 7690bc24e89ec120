package farebox.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
    @Test
    void readAll_cutsAtLineEndsAndKeepsTheLastWithoutOne() throws IOException {
        assertThat(read("grüezi\r\n\nlast")).containsExactly("grüezi", "", "last");
    }

    @Test
    void readAll_cutsALineThatNeverEnds() throws IOException {
        List<String> lines = read("x".repeat(600_000));

        assertThat(lines).hasSize(3);
        assertThat(String.join("", lines)).hasSize(600_000);
    }

    private static List<String> read(String text) throws IOException {
        List<String> lines = new ArrayList<>();
        new LineSplitter(lines::add).readAll(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        return lines;
    }
}
