package farebox.training.data;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.schema.ColumnSchema;
import farebox.kernel.InvalidRequest;
import farebox.kernel.Utf8Decoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An Apache Parquet file of flat columns. Its "lines" are rows, counted as if a header stood above them. */
final class ParquetRows implements RowSource {
    private final Path file;
    private final List<String> columns;

    private ParquetRows(Path file, List<String> columns) {
        this.file = file;
        this.columns = columns;
    }

    static ParquetRows open(Path file) {
        String name = String.valueOf(file.getFileName());
        try (ParquetFileReader parquet = ParquetFileReader.open(InputFile.of(file))) {
            if (!parquet.getFileSchema().isFlatSchema()) {
                throw DataFault.inFile(name, "a column holds lists or structures; flatten it");
            }
            List<String> names = parquet.getFileSchema().getColumns().stream()
                    .map(ColumnSchema::name)
                    .toList();
            return new ParquetRows(file, ColumnNames.check(name, names));
        } catch (InvalidRequest e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw unreadable(name, e);
        }
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
        try (ParquetFileReader parquet = ParquetFileReader.open(InputFile.of(file));
                RowReader rows = parquet.rowReader()) {
            for (long line = 2; next(rows); line++) {
                visitor.visit(line, values(rows));
            }
        } catch (IOException e) {
            throw unreadable(name(), e);
        }
    }

    private boolean next(RowReader rows) {
        try {
            boolean there = rows.hasNext();
            if (there) {
                rows.next();
            }
            return there;
        } catch (RuntimeException e) {
            throw unreadable(name(), e);
        }
    }

    private List<String> values(RowReader rows) {
        List<String> values = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            values.add(rows.isNull(i) ? "" : text(rows.getValue(i)));
        }
        return values;
    }

    /** Some writers do not say of a text that it is one. */
    private String text(Object value) {
        if (!(value instanceof byte[] bytes)) {
            return value.toString();
        }
        return Utf8Decoder.decode(ByteBuffer.wrap(bytes))
                .orElseThrow(() -> DataFault.inFile(name(), "a column holds bytes that are no text in UTF-8"));
    }

    /** The library gives no type of its own to files that are damaged. */
    private static InvalidRequest unreadable(String name, Exception cause) {
        return DataFault.inFile(name, "not a readable Parquet file: " + cause.getMessage());
    }
}
