package farebox.training.data;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Refuses a row that is too long to be held, such as a file without line ends or a quotation mark that is never closed:
 * whoever reads says after each row that it has ended.
 */
final class RowLimitReader extends FilterReader {
    /** A row of every column a table may have, at a thousand characters each, is shorter. */
    static final long MAX_CHARACTERS = 16L << 20;

    private final long limit;
    private long length;

    RowLimitReader(Reader reader) {
        this(reader, MAX_CHARACTERS);
    }

    RowLimitReader(Reader reader, long limit) {
        super(reader);
        this.limit = limit;
    }

    void rowEnded() {
        length = 0;
    }

    @Override
    public int read() throws IOException {
        int character = super.read();
        count(character < 0 ? 0 : 1);
        return character;
    }

    @Override
    public int read(char[] into, int from, int most) throws IOException {
        int characters = super.read(into, from, most);
        count(Math.max(0, characters));
        return characters;
    }

    private void count(int characters) throws IOException {
        length += characters;
        if (length > limit) {
            throw new IOException(
                    "a row of more than %d characters, the most that one may have; look for a missing line end or an open quotation mark"
                            .formatted(limit));
        }
    }
}
