package farebox.inference.sagemaker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.inference.predict.ColumnText;
import farebox.kernel.InvalidRequest;
import farebox.models.Columns;
import farebox.models.ModelCard;
import java.util.List;

/** Rows of a table as objects of columns: each value of the type of its column, nothing where it is empty. */
record CsvInput(ModelCard card, Columns columns) {
    /** @throws InvalidRequest naming the line, counted from 1, at fault */
    JsonNode of(List<List<String>> lines) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        for (List<String> line : lines) {
            if (line.size() != columns.list().size()) {
                throw new InvalidRequest("line %d has %d values, and the model has %d columns: %s"
                        .formatted(
                                rows.size() + 1,
                                line.size(),
                                columns.list().size(),
                                columns.list().stream()
                                        .map(Columns.Column::name)
                                        .toList()));
            }
            rows.add(row(line, rows.size() + 1));
        }
        return rows;
    }

    private ObjectNode row(List<String> values, int line) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < values.size(); i++) {
            Columns.Column column = columns.list().get(i);
            row.set(column.name(), value(values.get(i), column, line));
        }
        return row;
    }

    private JsonNode value(String text, Columns.Column column, int line) {
        try {
            return ColumnText.value(card, column, text);
        } catch (InvalidRequest e) {
            throw new InvalidRequest("line " + line + ": " + e.detail());
        }
    }
}
