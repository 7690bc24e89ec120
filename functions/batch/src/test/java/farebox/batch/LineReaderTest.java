package farebox.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LineReaderTest {
    @Test
    void lines_endInLfOrCrLf() throws IOException {
        assertThat(texts("a\r\nb\n\nc")).containsExactly("1:a", "2:b", "3:", "4:c");
    }

    @Test
    void byteOrderMark_isSkippedAtTheBeginningAlone() throws IOException {
        assertThat(texts("\uFEFFa\n\uFEFFb")).containsExactly("1:a", "2:\uFEFFb");
    }

    @Test
    void emptyContent_hasNoLine() throws IOException {
        assertThat(texts("")).isEmpty();
        assertThat(texts("\n")).containsExactly("1:");
    }

    @Test
    void longLine_isCutAndTheNextIsWhole() throws IOException {
        assertThat(texts("0123456789x\nb")).containsExactly("1:0123456789!", "2:b");
    }

    private static List<String> texts(String content) throws IOException {
        LineReader reader = new LineReader(new ByteArrayInputStream(content.getBytes(UTF_8)), 10);
        List<String> texts = new ArrayList<>();
        for (Optional<LineReader.Line> line = reader.next(); line.isPresent(); line = reader.next()) {
            LineReader.Line read = line.get();
            texts.add(read.number() + ":" + new String(read.bytes(), UTF_8) + (read.tooLong() ? "!" : ""));
        }
        return texts;
    }
}
