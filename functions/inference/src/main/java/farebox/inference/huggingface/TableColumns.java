package farebox.inference.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.inference.TableInput;
import farebox.inference.predict.ColumnText;
import farebox.kernel.InvalidRequest;
import farebox.models.Columns;
import farebox.models.ModelCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table that has a list of values for each column. Numbers may be texts: that is how Hugging Face's types have them.
 */
record TableColumns(ModelCard card) {

    /**
     * The same values row by row.
     *
     * @throws InvalidRequest if the columns are not equally long, or one of numbers has another text
     */
    JsonNode rows(JsonNode columns) {
        int count = columns.elements().next().size();
        List<ObjectNode> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            rows.add(JsonNodeFactory.instance.objectNode());
        }
        for (Map.Entry<String, JsonNode> column : columns.properties()) {
            put(column.getKey(), column.getValue(), rows);
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        return array.addAll(rows);
    }

    private void put(String name, JsonNode values, List<ObjectNode> rows) {
        if (!values.isArray() || values.size() != rows.size() || values.isEmpty()) {
            throw new InvalidRequest("the column '" + name + "' is a list of as many values as the others", "inputs");
        }
        Optional<Columns.Column> column = TableInput.columns(card).stream()
                .flatMap(columns -> columns.list().stream())
                .filter(each -> each.name().equals(name))
                .findFirst();
        for (int row = 0; row < values.size(); row++) {
            JsonNode value = values.get(row);
            rows.get(row)
                    .set(
                            name,
                            column.isPresent() && value.isTextual()
                                    ? ColumnText.value(card, column.get(), value.textValue())
                                    : value);
        }
    }
}
