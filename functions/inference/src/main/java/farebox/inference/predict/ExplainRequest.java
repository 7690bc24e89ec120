package farebox.inference.predict;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.inference.Input;
import farebox.inference.http.JsonFields;
import farebox.kernel.InvalidRequest;

/** What is to be explained: {@code {"row": {column: value}}}, {@code {"text": "..."}} or {@code {"image": base64}}. */
sealed interface ExplainRequest {
    record OfRow(ObjectNode row) implements ExplainRequest {}

    record OfText(Input.Text text) implements ExplainRequest {}

    /** @param image encoded, as PNG, JPEG or WebP */
    @SuppressWarnings("ArrayRecordComponent") // Nobody writes into it.
    record OfImage(byte[] image) implements ExplainRequest {}

    /** @throws InvalidRequest if the body has neither, or anything else */
    static ExplainRequest read(JsonNode body) {
        if (body.size() == 1 && body.path("row") instanceof ObjectNode row) {
            return new OfRow(row);
        }
        if (body.size() == 1 && body.path("text").isTextual()) {
            return new OfText(Input.text(body.path("text").textValue(), 0));
        }
        if (body.size() == 1 && body.path("image").isTextual()) {
            return new OfImage(JsonFields.base64(body.path("image"), "image"));
        }
        throw new InvalidRequest(
                "the body is {\"row\": {column: value}}, {\"text\": \"...\"} or {\"image\": base64}, and nothing else");
    }
}
