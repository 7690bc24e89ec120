package farebox.training.data;

import farebox.kernel.InvalidRequest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.io.input.BOMInputStream;

/**
 * A file of separated values with a header (RFC 4180): UTF-8 with or without a byte order mark, any line ends, quoted
 * values that may hold line ends. The separator is whichever of comma, semicolon and tab the header has most of.
 */
final class CsvRows implements RowSource {
    private final Path file;
    private final CSVFormat format;
    private final List<String> columns;

    private CsvRows(Path file, CSVFormat format, List<String> columns) {
        this.file = file;
        this.format = format;
        this.columns = columns;
    }

    static CsvRows open(Path file) {
        String name = String.valueOf(file.getFileName());
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(separator(file))
                .setIgnoreEmptyLines(true)
                .setIgnoreSurroundingSpaces(true)
                .get();
        CsvRows headless = new CsvRows(file, format, List.of());
        return new CsvRows(file, format, ColumnNames.check(name, headless.header()));
    }

    @Override
    public String name() {
        return String.valueOf(file.getFileName());
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public void forEach(RowVisitor visitor) {
        read((line, values) -> {
            if (values.size() != columns.size()) {
                throw DataFault.atLine(name(), line, ragged(values.size()));
            }
            visitor.visit(line, values);
        });
    }

    private String ragged(int size) {
        return "%d %s where the header has %d columns; add what is missing, or quote values that hold a separator"
                .formatted(size, size == 1 ? "value" : "values", columns.size());
    }

    private List<String> header() {
        try (RowLimitReader text = reader(file);
                CSVParser parser = parser(text)) {
            Iterator<CSVRecord> records = parser.iterator();
            if (!records.hasNext()) {
                throw DataFault.inFile(name(), "the file is empty; it needs a header and rows");
            }
            return records.next().toList();
        } catch (IOException | UncheckedIOException e) {
            throw fault(1, e);
        }
    }

    /** Visits the rows after the header. */
    private void read(RowVisitor visitor) {
        long line = 1;
        try (RowLimitReader text = reader(file);
                CSVParser parser = parser(text)) {
            Iterator<CSVRecord> records = parser.iterator();
            records.next();
            while (records.hasNext()) {
                line = parser.getCurrentLineNumber() + 1;
                text.rowEnded();
                List<String> values = records.next().toList();
                visitor.visit(firstLine(parser, values), values);
            }
        } catch (IOException | UncheckedIOException e) {
            throw fault(line, e);
        }
    }

    /** The parser counts the lines it has read; a record with line ends inside began that many lines earlier. */
    private static long firstLine(CSVParser parser, List<String> values) {
        long inside = values.stream()
                .flatMapToInt(String::chars)
                .filter(c -> c == '\n')
                .count();
        return parser.getCurrentLineNumber() - inside;
    }

    private CSVParser parser(RowLimitReader text) throws IOException {
        return CSVParser.builder().setReader(text).setFormat(format).get();
    }

    private InvalidRequest fault(long line, Exception cause) {
        if (isEncoding(cause)) {
            return DataFault.inFile(name(), "the text is not UTF-8; save it in that encoding");
        }
        String fault = isSyntax(cause) ? "is a quotation mark missing?" : cause.getMessage();
        return DataFault.atLine(name(), line, "the text cannot be split into values: " + fault);
    }

    private static boolean isSyntax(Throwable cause) {
        return cause instanceof CSVException || (cause.getCause() != null && isSyntax(cause.getCause()));
    }

    private static boolean isEncoding(Throwable cause) {
        return cause instanceof CharacterCodingException || (cause.getCause() != null && isEncoding(cause.getCause()));
    }

    static RowLimitReader reader(Path file) throws IOException {
        BOMInputStream bytes = BOMInputStream.builder()
                .setInputStream(new BufferedInputStream(Files.newInputStream(file)))
                .get();
        return new RowLimitReader(new InputStreamReader(
                bytes,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }

    private static char separator(Path file) {
        int[] counts = new int[128];
        try (Reader text = reader(file)) {
            boolean quoted = false;
            for (int c = text.read(); c >= 0 && (quoted || (c != '\n' && c != '\r')); c = text.read()) {
                quoted ^= c == '"';
                counts[quoted || c >= counts.length ? 0 : c]++;
            }
        } catch (IOException e) {
            return ',';
        }
        char best = counts[';'] > counts[','] ? ';' : ',';
        return counts['\t'] > counts[best] ? '\t' : best;
    }
}
