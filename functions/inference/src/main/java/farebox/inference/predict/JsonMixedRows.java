package farebox.inference.predict;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.http.Json;
import farebox.inference.MixedRows;
import farebox.inference.TableInput;
import farebox.kernel.DataCorrupted;
import farebox.kernel.InvalidRequest;
import java.util.List;
import java.util.function.Function;

/** Mixes rows as JSON, before they become tensors. */
record JsonMixedRows(RowsRequest format, List<String> columns, ObjectNode row, Json json) implements MixedRows {
    @Override
    public Function<List<boolean[]>, TableInput> over(byte[] background) {
        JsonNode others = rows(background);
        return coalitions -> table(others, coalitions);
    }

    private TableInput table(JsonNode others, List<boolean[]> coalitions) {
        ArrayNode mixed = JsonNodeFactory.instance.arrayNode();
        for (boolean[] members : coalitions) {
            for (JsonNode other : others) {
                mixed.add(mix(other, members));
            }
        }
        return format.table(mixed);
    }

    private ObjectNode mix(JsonNode other, boolean[] members) {
        ObjectNode mixed = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < members.length; i++) {
            String column = columns.get(i);
            JsonNode value = (members[i] ? row : other).path(column);
            if (!value.isMissingNode()) {
                mixed.set(column, value);
            }
        }
        return mixed;
    }

    private JsonNode rows(byte[] background) {
        try {
            return RowsRequest.rows(json.object(background));
        } catch (InvalidRequest e) {
            throw new DataCorrupted("the background of " + format.card().ref() + " is damaged: " + e.detail(), e);
        }
    }
}
