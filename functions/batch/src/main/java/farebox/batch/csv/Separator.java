package farebox.batch.csv;

import java.io.BufferedInputStream;
import java.io.IOException;

/** What stands between the values of a table: a comma, or what spreadsheets write where the comma is decimal. */
enum Separator {
    COMMA(','),
    SEMICOLON(';'),
    TAB('\t');

    /** What is looked at of the header. */
    private static final int HEADER_BYTES = 1 << 16;

    private final char character;

    Separator(char character) {
        this.character = character;
    }

    /** The one that the header has most often outside of quotes; reads nothing away. */
    static Separator of(BufferedInputStream in) throws IOException {
        in.mark(HEADER_BYTES);
        byte[] start = in.readNBytes(HEADER_BYTES);
        in.reset();
        Separator most = COMMA;
        for (Separator each : values()) {
            most = each.count(start) > most.count(start) ? each : most;
        }
        return most;
    }

    char character() {
        return character;
    }

    private int count(byte[] start) {
        int count = 0;
        boolean quoted = false;
        for (byte each : start) {
            quoted ^= each == '"';
            if (!quoted && (each == '\n' || each == '\r')) {
                break;
            }
            count += !quoted && each == character ? 1 : 0;
        }
        return count;
    }
}
