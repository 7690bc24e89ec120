package farebox.training.data;

import farebox.kernel.InvalidRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads texts and their labels: from two columns of a table, or from a folder with a sub-folder for each label.
 *
 * @param maxBytes of all texts, because they are held in memory
 */
public record TextReader(long maxBytes) {
    private static final Set<String> ENDINGS = Set.of("txt", "text", "md");

    /** A text and what it is. */
    public record LabelledText(String text, String label) {}

    /** The columns that texts and labels have in a table. */
    public record TextColumns(String text, String label) {}

    /** @throws InvalidRequest naming the file and the line, or the column */
    public List<LabelledText> labelled(Path data, TextColumns columns) {
        return Files.isDirectory(data) ? folder(data) : table(data, columns);
    }

    /** The whole of a file. */
    public String text(Path file) {
        String name = String.valueOf(file.getFileName());
        if (!Files.isRegularFile(file)) {
            throw new InvalidRequest("data: there is no file %s in the folder of the spec".formatted(name), "data");
        }
        try {
            requireFits(name, Files.size(file));
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw DataFault.inFile(name, "the text is not UTF-8; save it in that encoding");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void requireFits(String name, long bytes) {
        if (bytes > maxBytes) {
            throw DataFault.inFile(
                    name,
                    "%d bytes of text; the most that is held is %d, so train on a part".formatted(bytes, maxBytes));
        }
    }

    private List<LabelledText> folder(Path folder) {
        List<LabelledText> texts = new ArrayList<>();
        long bytes = 0;
        for (LabelledFolder.Labelled each : LabelledFolder.of(folder, ENDINGS).files()) {
            String text = text(each.file());
            if (text.isBlank()) {
                throw DataFault.inFile(each.name(), "the file is empty");
            }
            bytes += text.length();
            requireFits(String.valueOf(folder.getFileName()), bytes);
            texts.add(new LabelledText(text, each.label()));
        }
        return texts;
    }

    private List<LabelledText> table(Path file, TextColumns columns) {
        RowSource rows = RowSource.open(file, Optional.empty());
        int text = place(rows, columns.text());
        int label = place(rows, columns.label());
        List<LabelledText> texts = new ArrayList<>();
        long[] bytes = {0};
        rows.forEach((line, values) -> {
            for (int column : new int[] {text, label}) {
                if (values.get(column).isBlank()) {
                    throw DataFault.atLine(
                            rows.name(),
                            line,
                            rows.columns().get(column) + " is missing; give the row a value or leave it out");
                }
            }
            bytes[0] += values.get(text).length();
            requireFits(rows.name(), bytes[0]);
            texts.add(new LabelledText(values.get(text), values.get(label)));
        });
        return texts;
    }

    private static int place(RowSource rows, String column) {
        int place = rows.columns().indexOf(column);
        if (place < 0) {
            throw DataFault.inFile(
                    rows.name(), "there is no column \"%s\"; it has %s".formatted(column, rows.columns()));
        }
        return place;
    }
}
