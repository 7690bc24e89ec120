package farebox.local.stepfunctions.interpreter;

import java.util.ArrayList;
import java.util.List;

/** Rows of fields as RFC 4180 writes them, with any delimiter. */
final class CsvItems {
    private static final char QUOTE = '"';

    private final String text;
    private final char delimiter;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> row = new ArrayList<>();
    private final StringBuilder field = new StringBuilder();
    private boolean quoted;

    private CsvItems(String text, char delimiter) {
        this.text = text;
        this.delimiter = delimiter;
    }

    static List<List<String>> parse(String text, char delimiter) {
        return new CsvItems(text, delimiter).parse();
    }

    private List<List<String>> parse() {
        int at = 0;
        while (at < text.length()) {
            at = read(at);
        }
        endRow();
        return rows;
    }

    private int read(int at) {
        char next = text.charAt(at);
        if (quoted) {
            return readQuoted(at, next);
        }
        if (next == QUOTE) {
            quoted = true;
        } else if (next == delimiter) {
            endField();
        } else if (next == '\n') {
            endRow();
        } else if (next != '\r') {
            field.append(next);
        }
        return at + 1;
    }

    private int readQuoted(int at, char next) {
        boolean doubled = next == QUOTE && at + 1 < text.length() && text.charAt(at + 1) == QUOTE;
        if (next != QUOTE || doubled) {
            field.append(next);
        } else {
            quoted = false;
        }
        return doubled ? at + 2 : at + 1;
    }

    private void endField() {
        row.add(field.toString());
        field.setLength(0);
    }

    /** A line without any text is no row. */
    private void endRow() {
        if (!row.isEmpty() || !field.isEmpty()) {
            endField();
            rows.add(List.copyOf(row));
            row.clear();
        }
    }
}
