package farebox.training.features;

import farebox.kernel.InvalidRequest;
import farebox.training.data.Column;
import farebox.training.data.Column.Categories;
import farebox.training.data.Column.Numbers;
import farebox.training.data.Table;
import farebox.training.spec.TrainingSpec.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which columns are learned from, and why others are not.
 *
 * @param used in the order of the file
 * @param unused a reason by column, for people
 */
public record ColumnSelection(List<ColumnUse> used, List<Unused> unused) {
    /** A column whose texts differ in more than this share of its rows names rows rather than describing them. */
    private static final double IDENTIFIER_SHARE = 0.5;

    private static final int MIN_IDENTIFIERS = 20;

    public ColumnSelection {
        used = List.copyOf(used);
        unused = List.copyOf(unused);
    }

    /** A column that is learned from. */
    public record ColumnUse(String name, ColumnType type) {}

    /** A column that is not. */
    public record Unused(String name, String reason) {}

    /** Uses columns that vary. */
    public static ColumnSelection of(Table table, String target, Map<String, ColumnType> declared) {
        return of(table, target, declared, false);
    }

    /**
     * @param declared types from the spec; a declared column is used if it varies
     * @param wholeRows whether numbers of one value are used too, because the place of each number in a row counts
     * @throws InvalidRequest if nothing is left to learn from
     */
    public static ColumnSelection of(Table table, String target, Map<String, ColumnType> declared, boolean wholeRows) {
        List<ColumnUse> used = new ArrayList<>();
        List<Unused> unused = new ArrayList<>();
        for (Column column : table.columns()) {
            if (!column.name().equals(target)) {
                reasonAgainst(column, declared.containsKey(column.name()))
                        .filter(reason -> !(wholeRows && column instanceof Numbers))
                        .ifPresentOrElse(
                                reason -> unused.add(new Unused(column.name(), reason)),
                                () -> used.add(new ColumnUse(column.name(), typeOf(column))));
            }
        }
        if (used.isEmpty()) {
            throw new InvalidRequest(
                    "%s: no column besides %s can be learned from: %s".formatted(table.file(), target, unused), "data");
        }
        return new ColumnSelection(used, unused);
    }

    public List<String> names() {
        return used.stream().map(ColumnUse::name).toList();
    }

    private static ColumnType typeOf(Column column) {
        return switch (column) {
            case Numbers numbers -> ColumnType.NUMBER;
            case Categories texts -> ColumnType.CATEGORY;
        };
    }

    private static Optional<String> reasonAgainst(Column column, boolean declared) {
        return switch (column) {
            case Numbers numbers -> isConstant(numbers.values()) ? Optional.of("has one value only") : Optional.empty();
            case Categories texts -> reasonAgainst(texts, declared);
        };
    }

    private static Optional<String> reasonAgainst(Categories texts, boolean declared) {
        int distinct = texts.present().size();
        if (distinct < 2) {
            return Optional.of("has one value only");
        }
        return !declared && distinct >= MIN_IDENTIFIERS && distinct > IDENTIFIER_SHARE * texts.rows()
                ? Optional.of("has %d different texts in %d rows, as a name or an identifier has"
                        .formatted(distinct, texts.rows()))
                : Optional.empty();
    }

    /** A missing value counts as one more value. */
    private static boolean isConstant(float[] values) {
        for (float value : values) {
            if (Float.compare(value, values[0]) != 0) {
                return false;
            }
        }
        return true;
    }
}
