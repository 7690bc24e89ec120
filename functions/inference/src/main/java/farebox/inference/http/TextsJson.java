package farebox.inference.http;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.inference.EmbedCommand;
import farebox.inference.Input;
import farebox.kernel.InvalidRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads texts out of JSON.
 *
 * @param field by which messages name it
 * @param truncate whether the model may read the beginning of a text alone, if the whole is too long
 */
public record TextsJson(String field, boolean truncate) {

    /** @throws InvalidRequest if it is no list of 1 to {@link EmbedCommand#MAX_INPUTS} texts */
    public List<Input> list(JsonNode texts) {
        if (!texts.isArray() || texts.isEmpty() || texts.size() > EmbedCommand.MAX_INPUTS) {
            throw new InvalidRequest(field + " is a list of 1 to " + EmbedCommand.MAX_INPUTS + " texts", field);
        }
        List<Input> inputs = new ArrayList<>(texts.size());
        for (JsonNode text : texts) {
            inputs.add(text(text, inputs.size()));
        }
        return inputs;
    }

    /** @throws InvalidRequest if it is no text, or an empty one */
    public Input one(JsonNode text) {
        if (JsonFields.isAbsent(text)) {
            throw new InvalidRequest(field + " is required: a text", field);
        }
        return text(text, 0);
    }

    private Input text(JsonNode text, int index) {
        if (!text.isTextual()) {
            throw new InvalidRequest("item " + index + " of " + field + " is not a text", field);
        }
        Input.Text whole = Input.text(text.textValue(), index);
        return truncate ? new Input.Truncatable(whole.text()) : whole;
    }
}
