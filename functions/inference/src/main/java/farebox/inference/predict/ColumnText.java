package farebox.inference.predict;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import farebox.kernel.InvalidRequest;
import farebox.models.Columns;
import farebox.models.ModelCard;
import farebox.models.tensor.TensorType;
import java.math.BigDecimal;

/** A value of a table that came as text, in the type of its column; an empty text is no value. */
public final class ColumnText {
    private static final int NUMBER_CHARACTERS = 32;

    private ColumnText() {}

    /** @throws InvalidRequest if the column is of numbers, and the text is none */
    public static JsonNode value(ModelCard card, Columns.Column column, String text) {
        TensorType type = card.graph().requireInput(column.input()).type();
        if (type == TensorType.BYTES) {
            return text.isEmpty() ? JsonNodeFactory.instance.nullNode() : JsonNodeFactory.instance.textNode(text);
        }
        String value = text.strip();
        if (value.isEmpty()) {
            return JsonNodeFactory.instance.nullNode();
        }
        return type == TensorType.BOOL ? truth(column, value) : number(column, value);
    }

    private static JsonNode truth(Columns.Column column, String text) {
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw new InvalidRequest("the column '" + column.name() + "' is true or false, and a value is not");
        }
        return JsonNodeFactory.instance.booleanNode(Boolean.parseBoolean(text));
    }

    private static JsonNode number(Columns.Column column, String text) {
        try {
            if (text.length() <= NUMBER_CHARACTERS) {
                return JsonNodeFactory.instance.numberNode(new BigDecimal(text));
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new InvalidRequest("the column '" + column.name() + "' is of numbers, and a value is not one");
    }
}
