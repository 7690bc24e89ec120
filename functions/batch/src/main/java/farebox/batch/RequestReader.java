package farebox.batch;

import farebox.kernel.InvalidRequest;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The requests of a batch, one after another. */
interface RequestReader extends Closeable {
    /**
     * Nothing behind the last request.
     *
     * @throws InvalidRequest if this one cannot be read; the next ones may be
     */
    Optional<RequestLine> next() throws IOException;

    /** Where the request that was asked for last stands, from 1. */
    int line();

    /** Each line a JSON object; blank lines are none. */
    record OfLines(LineReader lines, Function<LineReader.Line, RequestLine> read) implements RequestReader {
        @Override
        public Optional<RequestLine> next() throws IOException {
            Optional<LineReader.Line> line = lines.next();
            while (line.isPresent() && line.get().isBlank() && !line.get().tooLong()) {
                line = lines.next();
            }
            return line.map(read);
        }

        @Override
        public int line() {
            return lines.number();
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    /** Each row a request. */
    record OfRows(TableFormat.Rows rows, String model) implements RequestReader {
        @Override
        public Optional<RequestLine> next() throws IOException {
            return rows.next().map(row -> RequestLine.ofRow(rows.line(), row, model));
        }

        @Override
        public int line() {
            return rows.line();
        }

        @Override
        public void close() throws IOException {
            rows.close();
        }
    }

    /** Requests that are known already. */
    final class OfRequests implements RequestReader {
        private final List<RequestLine> requests;
        private int line;

        OfRequests(List<RequestLine> requests) {
            this.requests = List.copyOf(requests);
        }

        @Override
        public Optional<RequestLine> next() {
            line++;
            return line <= requests.size() ? Optional.of(requests.get(line - 1)) : Optional.empty();
        }

        @Override
        public int line() {
            return line;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
