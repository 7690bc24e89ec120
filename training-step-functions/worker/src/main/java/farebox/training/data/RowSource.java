package farebox.training.data;

import java.util.List;

/** A file of rows, read from its start each time. */
interface RowSource {
    /** What messages call the file. */
    String name();

    /** The names of the columns, in their order. */
    List<String> columns();

    /**
     * Visits every row.
     *
     * @throws farebox.kernel.InvalidRequest naming the line at which the file is at fault
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
