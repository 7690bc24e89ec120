package farebox.training.data;

import farebox.kernel.InvalidRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A file of rows, read from its start each time. */
interface RowSource {
    /**
     * @param format declared for the file; otherwise its ending names it
     * @throws InvalidRequest naming the file, if it is missing or not what it seems
     */
    static RowSource open(Path file, Optional<String> format) {
        if (!Files.isRegularFile(file)) {
            throw new InvalidRequest(
                    "data: there is no file %s in the folder of the spec".formatted(file.getFileName()), "data");
        }
        return switch (FileFormat.of(file, format)) {
            case CSV -> CsvRows.open(file);
            case JSONL -> JsonLinesRows.open(file);
            case PARQUET -> ParquetRows.open(file);
            case IDX -> IdxRows.open(file);
        };
    }

    /** What messages call the file. */
    String name();

    /** The names of the columns, in their order. */
    List<String> columns();

    /**
     * Visits every row.
     *
     * @throws InvalidRequest naming the line at which the file is at fault
     */
    void forEach(RowVisitor visitor);

    /** Takes one row. */
    @FunctionalInterface
    interface RowVisitor {
        /**
         * @param line the line the row begins on, counted from 1
         * @param values one text for each column, empty where a value is missing; only valid during the call
         */
        void visit(long line, List<String> values);
    }
}
