package farebox.inference.predict;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.inference.TableInput;
import farebox.kernel.InvalidRequest;
import farebox.models.Columns;
import farebox.models.ModelCard;
import farebox.models.tensor.JsonElementCodec;
import farebox.models.tensor.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * {@code {"rows": [{column: value}]}}, read by the columns of a model: a number, true or false, or a text, as the
 * column's type asks; null, or nothing, only where the column may lack a value.
 */
public record RowsRequest(ModelCard card, Columns columns) {
    private static final String ROWS = "rows";

    /** @throws InvalidRequest if the body has no rows, or anything else */
    static JsonNode rows(JsonNode body) {
        body.fieldNames().forEachRemaining(name -> {
            if (!name.equals(ROWS)) {
                throw new InvalidRequest(
                        "the body has rows, or text, or image, and nothing else; it has '" + name + "'", name);
            }
        });
        JsonNode rows = body.path(ROWS);
        if (!rows.isArray() || rows.isEmpty()) {
            throw new InvalidRequest("rows is a list of objects, each with a value for every column", ROWS);
        }
        return rows;
    }

    /** @throws InvalidRequest naming the row, counted from 0, and the column at fault */
    public TableInput table(JsonNode rows) {
        TableInput table = new TableInput(card, rows.size());
        Set<String> known = columns.list().stream().map(Columns.Column::name).collect(Collectors.toSet());
        for (int row = 0; row < rows.size(); row++) {
            JsonNode values = rows.get(row);
            requireKnown(row, values, known);
            for (Columns.Column column : columns.list()) {
                put(row, column, values.path(column.name()), table);
            }
        }
        return table;
    }

    private static void requireKnown(int row, JsonNode values, Set<String> known) {
        if (!values.isObject()) {
            throw new InvalidRequest("row " + row + " is not an object of columns", at(row));
        }
        values.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new InvalidRequest(
                        "row " + row + " has a column '" + name + "' that the model does not have; it has "
                                + new TreeSet<>(known),
                        at(row));
            }
        });
    }

    private static void put(int row, Columns.Column column, JsonNode value, TableInput table) {
        TensorType type = table.type(column.name());
        if (value.isMissingNode() || value.isNull()) {
            putNull(row, column, value, table);
        } else if (type == TensorType.BYTES) {
            table.put(row, column.name(), text(row, column, value));
        } else {
            byte[] element = element(row, column, value, type);
            table.put(row, column.name(), into -> into.put(element));
        }
    }

    private static void putNull(int row, Columns.Column column, JsonNode value, TableInput table) {
        if (!column.nullable()) {
            throw fault(row, column, value.isNull() ? "is null, and it needs a value" : "is missing");
        }
        TensorType type = table.type(column.name());
        if (type == TensorType.BYTES) {
            table.put(row, column.name(), new byte[0]);
        } else {
            table.put(row, column.name(), into -> putNotANumber(type, into));
        }
    }

    private static void putNotANumber(TensorType type, ByteBuffer into) {
        switch (type) {
            case FP16 -> into.putShort(Float.floatToFloat16(Float.NaN));
            case FP32 -> into.putFloat(Float.NaN);
            case FP64 -> into.putDouble(Double.NaN);
            case BF16 -> into.putShort((short) (Float.floatToIntBits(Float.NaN) >>> Short.SIZE));
            case BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, BYTES ->
                throw new IllegalArgumentException("a spec has no nullable column of " + type);
        }
    }

    private static byte[] text(int row, Columns.Column column, JsonNode value) {
        if (!value.isTextual() || !StandardCharsets.UTF_8.newEncoder().canEncode(value.textValue())) {
            throw fault(row, column, value.isTextual() ? "has half a character: an unpaired surrogate" : "is no text");
        }
        return value.textValue().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] element(int row, Columns.Column column, JsonNode value, TensorType type) {
        ByteBuffer element = ByteBuffer.allocate(type.width()).order(ByteOrder.LITTLE_ENDIAN);
        try {
            JsonElementCodec.put(value, type, element);
        } catch (InvalidRequest e) {
            throw fault(row, column, "does not fit: " + e.detail());
        }
        return element.array();
    }

    private static InvalidRequest fault(int row, Columns.Column column, String fault) {
        return new InvalidRequest(
                "row " + row + ": the column '" + column.name() + "' " + fault, at(row) + "." + column.name());
    }

    private static String at(int row) {
        return ROWS + "[" + row + "]";
    }
}
