package farebox.batch.parquet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.schema.ColumnSchema;
import farebox.batch.TableFormat;
import farebox.kernel.InvalidRequest;
import farebox.kernel.Utf8Decoder;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an Apache Parquet file of flat columns. Its sizes are checked against {@link ParquetBounds} before a
 * value is read, since the reader believes them.
 */
public final class ParquetRows implements TableFormat.Rows {
    private static final String INVALID = "invalid_parquet";
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final int BLOCK = 500;

    private final TimeLimit timeLimit;
    private final ParquetFileReader parquet;
    private final RowReader rows;
    private final List<String> columns;
    private final Deque<TableFormat.Row> block = new ArrayDeque<>();
    private int line;
    private boolean ended;

    private ParquetRows(ParquetFileReader parquet, ParquetBounds bounds, TimeLimit timeLimit) {
        this.timeLimit = timeLimit;
        this.parquet = parquet;
        this.columns = read(timeLimit, () -> columns(parquet));
        this.rows = read(timeLimit, () -> {
            bounds.require(parquet.getFileMetaData());
            return parquet.rowReader();
        });
    }

    /** @throws InvalidRequest if it is no such file, or larger than its bounds */
    public static ParquetRows open(InputStream in) throws IOException {
        try (in) {
            byte[] content = in.readNBytes(ParquetBounds.FILE_BYTES + 1);
            ParquetBounds.requireFile(content.length);
            ParquetBounds bounds = new ParquetBounds(ByteBuffer.wrap(content));
            bounds.requireFooter();
            return open(bounds, new TimeLimit(LONGEST));
        }
    }

    private static ParquetRows open(ParquetBounds bounds, TimeLimit timeLimit) {
        ParquetFileReader parquet = read(timeLimit, () -> ParquetFileReader.open(InputFile.of(bounds.content())));
        try {
            return new ParquetRows(parquet, bounds, timeLimit);
        } catch (InvalidRequest e) {
            timeLimit.close(parquet);
            throw e;
        }
    }

    private static List<String> columns(ParquetFileReader parquet) {
        if (!parquet.getFileSchema().isFlatSchema()) {
            throw new InvalidRequest("a column holds lists or structures; flatten it", "", INVALID);
        }
        return parquet.getFileSchema().getColumns().stream()
                .map(ColumnSchema::name)
                .toList();
    }

    @Override
    public Optional<TableFormat.Row> next() {
        if (block.isEmpty() && !ended) {
            block.addAll(nextBlock());
        }
        Optional<TableFormat.Row> row = Optional.ofNullable(block.poll());
        row.ifPresent(_ -> line++);
        return row;
    }

    private List<TableFormat.Row> nextBlock() {
        ended = true;
        long most = parquet.getFileMetaData().numRows() - line;
        List<TableFormat.Row> read = read(timeLimit, () -> {
            List<TableFormat.Row> next = new ArrayList<>();
            while (next.size() < BLOCK && rows.hasNext()) {
                rows.next();
                next.add(new TableFormat.Row(row(), false));
            }
            return next;
        });
        if (read.size() > most) {
            throw ParquetBounds.damaged("it has more rows than it says");
        }
        ended = read.isEmpty();
        return read;
    }

    @Override
    public int line() {
        return line;
    }

    @Override
    public void close() {
        timeLimit.close(parquet);
    }

    private ObjectNode row() {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < columns.size(); i++) {
            row.set(columns.get(i), value(rows.isNull(i) ? null : rows.getValue(i)));
        }
        return row;
    }

    private static JsonNode value(@Nullable Object value) {
        return switch (value) {
            case null -> JsonNodeFactory.instance.nullNode();
            case Boolean flag -> JsonNodeFactory.instance.booleanNode(flag);
            case Byte number -> JsonNodeFactory.instance.numberNode(number);
            case Short number -> JsonNodeFactory.instance.numberNode(number);
            case Integer number -> JsonNodeFactory.instance.numberNode(number);
            case Long number -> JsonNodeFactory.instance.numberNode(number);
            case Float number -> JsonNodeFactory.instance.numberNode(number);
            case Double number -> JsonNodeFactory.instance.numberNode(number);
            case BigDecimal number -> JsonNodeFactory.instance.numberNode(number);
            case byte[] text -> JsonNodeFactory.instance.textNode(text(text));
            default -> JsonNodeFactory.instance.textNode(value.toString());
        };
    }

    /** Some writers do not say of a text that it is one. */
    private static String text(byte[] bytes) {
        return Utf8Decoder.decode(ByteBuffer.wrap(bytes))
                .orElseThrow(() -> new InvalidRequest("a column holds bytes that are no text in UTF-8", "", INVALID));
    }

    /** The library gives no type of its own to files that are damaged. */
    private static <T> T read(TimeLimit timeLimit, Callable<T> part) {
        try {
            return timeLimit.run(part);
        } catch (TimeoutException e) {
            throw ParquetBounds.damaged("a part of it cannot be read");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InvalidRequest known) {
                throw known;
            }
            throw ParquetBounds.damaged(
                    String.valueOf(Objects.requireNonNullElse(e.getCause(), e).getMessage()));
        }
    }
}
