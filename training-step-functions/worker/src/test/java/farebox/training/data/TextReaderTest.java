package farebox.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.InvalidRequest;
import farebox.training.data.TextReader.LabelledText;
import farebox.training.data.TextReader.TextColumns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextReaderTest {
    private static final TextColumns COLUMNS = new TextColumns("text", "label");

    @TempDir
    private Path folder;

    @Test
    void labelled_csvWithByteOrderMarkCarriageReturnsAndQuotedLineEnds_isRead() throws IOException {
        Path file = Files.writeString(
                folder.resolve("a.csv"), "\uFEFFlabel;text\r\nspam;\"win\r\nnow; \"\"free\"\"\"\r\nham;hello\r\n");

        assertThat(reader().labelled(file, COLUMNS))
                .containsExactly(new LabelledText("win\r\nnow; \"free\"", "spam"), new LabelledText("hello", "ham"));
    }

    @Test
    void labelled_jsonLines_areRead() throws IOException {
        Path file = Files.writeString(folder.resolve("a.jsonl"), "{\"text\":\"a\",\"label\":\"x\",\"more\":1}\n");

        assertThat(reader().labelled(file, COLUMNS)).containsExactly(new LabelledText("a", "x"));
    }

    @Test
    void labelled_folder_hasTheNameOfEachSubFolderAsLabel() throws IOException {
        fill("mails", List.of("ham", "spam"), 6);

        List<LabelledText> texts = reader().labelled(folder.resolve("mails"), COLUMNS);

        assertThat(texts).hasSize(12).contains(new LabelledText("text 3 of spam", "spam"));
    }

    @Test
    void labelled_emptyFileInAFolder_isRefusedByName() throws IOException {
        fill("mails", List.of("ham", "spam"), 6);
        Files.writeString(folder.resolve("mails/spam/3.txt"), "");

        refused("mails", "spam/3.txt: the file is empty");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            text,label\\na,x\\nb,\\n      | a.csv, line 3: label is missing
            text,label\\na,x\\n,y\\n      | a.csv, line 3: text is missing
            text,kind\\na,x\\n            | a.csv: there is no column "label"
            text,text\\na,x\\n            | the header has "text" twice
            ''                            | the file is empty
            """)
    void labelled_badTable_isRefusedByLine(String content, String message) throws IOException {
        Files.writeString(folder.resolve("a.csv"), content.replace("\\n", "\n"));

        refused("a.csv", message);
    }

    @Test
    void text_moreThanIsHeld_isRefusedWithTheLimit() throws IOException {
        Path file = Files.writeString(folder.resolve("book.txt"), "x".repeat(101));

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> new TextReader(100).text(file))
                .withMessageContaining("book.txt: 101 bytes of text; the most that is held is 100");
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> new TextReader(100).labelled(table(), COLUMNS))
                .withMessageContaining("bytes of text; the most that is held is 100");
    }

    private Path table() throws IOException {
        return Files.writeString(folder.resolve("a.csv"), "text,label\n" + ("y".repeat(60) + ",x\n").repeat(2));
    }

    private void refused(String name, String message) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> reader().labelled(folder.resolve(name), COLUMNS))
                .withMessageContaining(message);
    }

    private static TextReader reader() {
        return new TextReader(1_000_000);
    }

    private void fill(String name, List<String> labels, int each) throws IOException {
        for (String label : labels) {
            Path target = Files.createDirectories(folder.resolve(name).resolve(label));
            for (int i = 0; i < each; i++) {
                Files.writeString(target.resolve(i + ".txt"), "text %d of %s".formatted(i, label));
            }
        }
    }
}
