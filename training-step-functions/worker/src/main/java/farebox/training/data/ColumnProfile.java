package farebox.training.data;

import farebox.training.spec.TrainingSpec.ColumnType;
import org.jspecify.annotations.Nullable;

/** What the first pass over a file learns of one column. */
final class ColumnProfile {
    /** A column with at least this share of numbers is meant to hold numbers. */
    private static final double MOSTLY = 0.9;

    private long numbers;
    private long texts;
    private long firstTextLine;
    /** The first value that is no number; null while there is none. */
    private @Nullable String firstText;

    void add(long line, String value) {
        if (NumberText.isMissing(value)) {
            return;
        }
        if (NumberText.isNotFinite(value) || !Float.isNaN(NumberText.parse(value))) {
            numbers++;
            return;
        }
        texts++;
        if (firstText == null) {
            firstText = value;
            firstTextLine = line;
        }
    }

    /** The type that the values have. */
    ColumnType infer(String file, String column) {
        if (numbers + texts == 0) {
            return ColumnType.IGNORE;
        }
        if (texts == 0) {
            return ColumnType.NUMBER;
        }
        if (numbers > MOSTLY * (numbers + texts)) {
            throw DataFault.atLine(
                    file,
                    firstTextLine,
                    "%s is %s where other rows have numbers; mend the value, or declare columns.%s as category"
                            .formatted(column, DataFault.quote(String.valueOf(firstText)), column));
        }
        return ColumnType.CATEGORY;
    }
}
