package farebox.inference.predict;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.inference.Input;
import farebox.inference.http.JsonFields;
import farebox.inference.http.TextsJson;
import farebox.kernel.InvalidRequest;
import java.util.List;

/** What a prediction is asked for: {@code {"rows": [...]}}, {@code {"text": ...}} or {@code {"image": base64}}. */
sealed interface PredictInput {
    String TEXT = "text";
    String IMAGE = "image";

    record Rows(JsonNode rows) implements PredictInput {}

    record Texts(List<Input> texts) implements PredictInput {}

    /** Encoded, as PNG, JPEG or WebP. */
    record Image(byte[] content) implements PredictInput {}

    /** @throws InvalidRequest if the body has none of them, or anything else */
    static PredictInput read(JsonNode body) {
        if (body.size() == 1 && body.has(TEXT)) {
            JsonNode text = body.path(TEXT);
            TextsJson reader = new TextsJson(TEXT, false);
            return new Texts(text.isArray() ? reader.list(text) : List.of(reader.one(text)));
        }
        if (body.size() == 1 && body.path(IMAGE).isTextual()) {
            return new Image(JsonFields.base64(body.path(IMAGE), IMAGE));
        }
        return new Rows(RowsRequest.rows(body));
    }
}
