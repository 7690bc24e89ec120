package farebox.training.features;

import farebox.kernel.InvalidRequest;
import farebox.training.data.Column;
import farebox.training.data.Column.Categories;
import farebox.training.data.Column.Numbers;
import farebox.training.data.Table;
import farebox.training.spec.TrainingSpec.ColumnType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
    private static final int MAX_LISTED = 10;

    /** With a decimal comma, groups of thousands, a currency or a percent sign. */
    private static final Pattern FORMATTED_NUMBER = Pattern.compile("[-+$€£ ]*[0-9][0-9.,' ]*[ %€£$]*");

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
                    "%s: no column besides %s can be learned from%s".formatted(table.file(), target, listed(unused)),
                    "data");
        }
        used.forEach(use -> requireServable(table, use.name()));
        return new ColumnSelection(used, unused);
    }

    private static String listed(List<Unused> unused) {
        return unused.isEmpty()
                ? ""
                : unused.stream()
                        .limit(MAX_LISTED)
                        .map(column -> column.name() + " " + column.reason())
                        .collect(Collectors.joining("; ", ": ", unused.size() > MAX_LISTED ? "; and more" : ""));
    }

    /** ONNX Runtime's binding for Java hands a graph other bytes for these characters than the graph's own have. */
    private static void requireServable(Table table, String name) {
        if (isBeyondTheBasicPlane(name)) {
            throw new InvalidRequest(
                    "%s, line 1: the name of the column %s has a character such as an emoji, which no served graph reads; rename it"
                            .formatted(table.file(), name),
                    "data");
        }
        if (table.column(name) instanceof Categories texts) {
            texts.present().stream()
                    .filter(ColumnSelection::isBeyondTheBasicPlane)
                    .findFirst()
                    .ifPresent(text -> {
                        throw new InvalidRequest(
                                "%s: %s has the value %s with a character such as an emoji, which no served graph reads; write it otherwise, or declare columns.%s as ignore"
                                        .formatted(table.file(), name, text, name),
                                "data");
                    });
        }
    }

    private static boolean isBeyondTheBasicPlane(String text) {
        return text.codePoints().anyMatch(Character::isSupplementaryCodePoint);
    }

    /** The types by which other rows for the same model are read. */
    public Map<String, ColumnType> types(Map<String, ColumnType> declared) {
        Map<String, ColumnType> types = new HashMap<>(declared);
        used.forEach(use -> types.put(use.name(), use.type()));
        return types;
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
        List<String> present = texts.present();
        int distinct = present.size();
        if (distinct < 2) {
            return Optional.of("has one value only");
        }
        if (declared || distinct < MIN_IDENTIFIERS || distinct <= IDENTIFIER_SHARE * texts.rows()) {
            return Optional.empty();
        }
        return Optional.of(
                present.stream().allMatch(text -> FORMATTED_NUMBER.matcher(text).matches())
                        ? "has numbers such as \"%s\"; write them as 1234.5".formatted(present.getFirst())
                        : "has %d different texts in %d rows, as a name or an identifier has"
                                .formatted(distinct, texts.rows()));
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
