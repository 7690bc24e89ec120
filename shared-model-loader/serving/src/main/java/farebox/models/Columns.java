package farebox.models;

import farebox.models.tensor.GraphSchema;
import farebox.models.tensor.TensorSchema;
import farebox.models.tensor.TensorType;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The named columns of a table and the tensors that they go into: side by side in the order in which they are listed,
 * as (rows, columns of that tensor), or as (rows) where a tensor takes one column.
 */
public record Columns(List<Column> list) {
    private static final int MAX_COLUMNS = 10_000;
    private static final int MAX_NAME = 128;

    /**
     * @param input the tensor it goes into, whose type is the column's
     * @param nullable whether a row may lack it; the graph is then given NaN, or an empty text
     */
    public record Column(String name, String input, boolean nullable) {}

    public Columns {
        list = List.copyOf(list);
        Specs.require(!list.isEmpty() && list.size() <= MAX_COLUMNS, "a table has 1 to " + MAX_COLUMNS + " columns");
        Specs.require(
                list.stream()
                        .noneMatch(column ->
                                column.name().isBlank() || column.name().length() > MAX_NAME),
                "a column's name has 1 to " + MAX_NAME + " characters");
        Specs.require(
                list.stream()
                                .map(Column::name)
                                .collect(Collectors.toCollection(HashSet::new))
                                .size()
                        == list.size(),
                "no two columns have the same name");
    }

    /** The columns of each tensor, in order. */
    public Map<String, List<Column>> byInput() {
        return list.stream().collect(Collectors.groupingBy(Column::input, LinkedHashMap::new, Collectors.toList()));
    }

    void requireFits(GraphSchema graph) {
        Map<String, List<Column>> byInput = byInput();
        byInput.forEach((input, columns) -> requireFits(graph.requireInput(input), columns));
        for (TensorSchema input : graph.inputs()) {
            Specs.require(byInput.containsKey(input.name()), "no column goes into the input '" + input.name() + "'");
        }
    }

    private static void requireFits(TensorSchema input, List<Column> columns) {
        List<Long> shape = input.shape();
        boolean vector = shape.size() == 1 && columns.size() == 1;
        boolean matrix = shape.size() == 2 && Specs.isFreeOr(columns.size(), shape.getLast());
        Specs.require(
                (vector || matrix) && shape.getFirst() == TensorSchema.FREE,
                "the input '" + input.name() + "' takes any number of rows of " + columns.size() + " columns");
        for (Column column : columns) {
            Specs.require(
                    !column.nullable() || hasNull(input),
                    "the column '" + column.name() + "' cannot be null: " + input.type() + " has no value for it");
        }
    }

    private static boolean hasNull(TensorSchema input) {
        return input.type().isFloatingPoint() || input.type() == TensorType.BYTES;
    }
}
