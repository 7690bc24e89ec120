package farebox.batch.csv;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import farebox.batch.TableFormat;
import farebox.kernel.InvalidRequest;
import java.io.BufferedInputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of a CSV (RFC 4180) in UTF-8, below a line with the names of its columns, whose {@link Separator} is that of
 * the rows. A value may have line breaks if it is quoted; empty lines are no rows.
 */
public final class CsvRows implements TableFormat.Rows {
    private static final String INVALID = "invalid_csv_line";
    private static final int MAX_ROW_BYTES = 4 << 20;
    private static final ObjectReader READER = CsvMapper.builder(CsvFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(2 * MAX_ROW_BYTES)
                            .build())
                    .build())
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .build()
            .readerFor(String[].class);

    private final RowBound bound;
    private final MappingIterator<String[]> rows;
    private final List<String> columns;
    private int line = 1;
    private boolean ended;

    private CsvRows(RowBound bound, MappingIterator<String[]> rows) throws IOException {
        this.bound = bound;
        this.rows = rows;
        this.columns = List.of(values().orElse(new String[0]));
        requireColumns();
    }

    /** @throws InvalidRequest if there is no header, or a column is twice in it */
    public static CsvRows open(InputStream in) throws IOException {
        try {
            BufferedInputStream start = new BufferedInputStream(in);
            CsvSchema schema = CsvSchema.emptySchema()
                    .withColumnSeparator(Separator.of(start).character());
            RowBound bound = new RowBound(start, MAX_ROW_BYTES);
            return new CsvRows(bound, READER.with(schema).readValues(bound));
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    @Override
    public Optional<TableFormat.Row> next() throws IOException {
        return values().map(this::row);
    }

    @Override
    public int line() {
        return line;
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }

    private Optional<String[]> values() throws IOException {
        bound.nextRow();
        try {
            if (ended || !rows.hasNextValue()) {
                return Optional.empty();
            }
            line = rows.getCurrentLocation().getLineNr();
            return Optional.of(rows.nextValue());
        } catch (JacksonException | CharConversionException | RowBound.Exceeded | RuntimeJsonMappingException e) {
            // Where the next row begins is not known any more.
            ended = true;
            throw unreadable(e);
        }
    }

    private InvalidRequest unreadable(Exception e) {
        if (bound.isExceeded()) {
            return new InvalidRequest("the row is longer than 4 MiB", "", "line_too_long");
        }
        boolean isText = !(e instanceof CharConversionException) && !(e.getCause() instanceof CharConversionException);
        return new InvalidRequest(
                isText
                        ? "the row is no CSV; is a quote not closed?"
                        : "the text is not UTF-8; save the file in that encoding",
                "",
                INVALID);
    }

    private void requireColumns() {
        Set<String> names = new HashSet<>();
        for (String column : columns) {
            if (column.isBlank() || !names.add(column)) {
                throw new InvalidRequest(
                        "line 1 names the columns, each once; '" + column + "' is empty or there twice", "", INVALID);
            }
        }
    }

    private TableFormat.Row row(String[] values) {
        if (values.length != columns.size()) {
            throw new InvalidRequest(
                    "the row has " + values.length + " values, and the header names " + columns.size() + " columns",
                    "",
                    INVALID);
        }
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < values.length; i++) {
            row.put(columns.get(i), values[i]);
        }
        return new TableFormat.Row(row, true);
    }
}
