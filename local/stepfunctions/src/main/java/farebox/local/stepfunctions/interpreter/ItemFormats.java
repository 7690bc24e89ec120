package farebox.local.stepfunctions.interpreter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.stepfunctions.definition.Distribution.Format;
import java.util.ArrayList;
import java.util.List;

/** The items in an object: a JSON array, JSON lines, or comma-separated values with headers. */
final class ItemFormats {
    private ItemFormats() {}

    /**
     * @param output of GetObject
     * @throws StateFailure if the object does not have the format
     */
    static ArrayNode parse(Format format, JsonNode output) {
        String body = output.path("Body").asText();
        try {
            return switch (format) {
                case Format.Json json -> json(body);
                case Format.JsonLines lines -> lines(body);
                case Format.Csv csv -> csv(csv, body);
                case Format.Listing listing -> throw new IllegalArgumentException("a listing is no format");
            };
        } catch (JsonProcessingException e) {
            throw failure("The object is not valid JSON: " + e.getOriginalMessage());
        }
    }

    static JsonNode nextPage(JsonNode arguments, JsonNode output) {
        return ((ObjectNode) arguments.deepCopy())
                .put("ContinuationToken", output.path("NextContinuationToken").asText());
    }

    private static ArrayNode json(String body) throws JsonProcessingException {
        if (StatePayloads.parse(body) instanceof ArrayNode array) {
            return array;
        }
        throw failure("Attempting to map over non-iterable node.");
    }

    private static ArrayNode lines(String body) throws JsonProcessingException {
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        for (String line : body.lines().toList()) {
            if (!line.isBlank()) {
                items.add(StatePayloads.parse(line));
            }
        }
        return items;
    }

    private static ArrayNode csv(Format.Csv format, String body) {
        List<List<String>> rows = new ArrayList<>(CsvItems.parse(body, format.delimiter()));
        if (rows.isEmpty() && format.headers().isEmpty()) {
            throw failure("The object has no header row.");
        }
        List<String> headers = format.headers().orElseGet(rows::removeFirst);
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        for (List<String> row : rows) {
            ObjectNode item = items.addObject();
            for (int column = 0; column < headers.size(); column++) {
                item.put(headers.get(column), column < row.size() ? row.get(column) : "");
            }
        }
        return items;
    }

    private static StateFailure failure(String cause) {
        return new StateFailure(ErrorNames.ITEM_READER_FAILED, cause);
    }
}
