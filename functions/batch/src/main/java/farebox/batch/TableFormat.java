package farebox.batch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.kernel.InvalidRequest;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** A format of uploaded tables. */
@FunctionalInterface
public interface TableFormat {
    /**
     * Closes the stream with the rows.
     *
     * @throws InvalidRequest if the content is no table of this format
     */
    Rows open(InputStream in) throws IOException;

    /** The rows of a table, one after another. */
    interface Rows extends Closeable {
        /**
         * Nothing behind the last row.
         *
         * @throws InvalidRequest if this row cannot be read; the next ones may be
         */
        Optional<Row> next() throws IOException;

        /** Where the row that was asked for last begins: a line of the file, or the row's number from 1. */
        int line();
    }

    /**
     * A value for each column.
     *
     * @param textValues whether the format has nothing but texts, so that numbers are texts, too
     */
    record Row(ObjectNode values, boolean textValues) {}
}
