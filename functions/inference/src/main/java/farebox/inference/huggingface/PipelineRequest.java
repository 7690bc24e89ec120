package farebox.inference.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.http.Json;
import farebox.inference.Input;
import farebox.inference.http.JsonFields;
import farebox.inference.http.TextsJson;
import farebox.kernel.InvalidRequest;
import java.util.List;
import java.util.OptionalInt;

/** What a pipeline is given: fields of a JSON object, or the bytes of an image. */
public sealed interface PipelineRequest {
    /** Parameters of other tasks, and of other implementations of the same ones. */
    List<String> NOT_SERVED = List.of(
            "candidate_labels", "hypothesis_template", "multi_label", "function_to_apply", "prompt_name", "dimensions");

    /** Bytes such as an encoded image, with no parameters. */
    record Bytes(byte[] content) implements PipelineRequest {}

    /** {@code {"inputs": ..., "parameters": {...}}}. */
    record Fields(JsonNode body) implements PipelineRequest {
        JsonNode inputs() {
            return body.path("inputs");
        }

        boolean isList() {
            return inputs().isArray();
        }

        boolean isSimilarity() {
            return inputs().has("source_sentence");
        }

        List<Input> texts() {
            TextsJson reader = new TextsJson("inputs", flag("truncate") || flag("truncation"));
            return isList() ? reader.list(inputs()) : List.of(reader.one(inputs()));
        }

        Input sourceSentence() {
            return new TextsJson("source_sentence", flag("truncate")).one(inputs().path("source_sentence"));
        }

        List<Input> sentences() {
            return new TextsJson("sentences", flag("truncate")).list(inputs().path("sentences"));
        }

        boolean normalize() {
            return flag("normalize");
        }

        /** @throws InvalidRequest naming a parameter that would change the response and is not served */
        void requireServed() {
            JsonFields.requireNone(parameters(), NOT_SERVED);
        }

        /** Below which objects are not told; 0 unless the request says otherwise. */
        double threshold() {
            JsonNode threshold = parameters().path("threshold");
            if (JsonFields.isAbsent(threshold)) {
                return 0;
            }
            if (!threshold.isNumber() || !(threshold.doubleValue() >= 0 && threshold.doubleValue() <= 1)) {
                throw new InvalidRequest("threshold is a number from 0 to 1", "threshold");
            }
            return threshold.doubleValue();
        }

        OptionalInt topK() {
            return JsonFields.positive(parameters(), "top_k");
        }

        /** The bytes that the inputs hold as base64. */
        byte[] bytes() {
            if (!inputs().isTextual()) {
                throw new InvalidRequest("inputs is an image: its bytes as base64, or as the body itself", "inputs");
            }
            return JsonFields.base64(inputs(), "inputs");
        }

        /** A table as {@code inputs}, {@code inputs.data} or {@code table}: a list of values for each column. */
        JsonNode table() {
            JsonNode table = body.has("table") ? body.path("table") : inputs();
            JsonNode columns = table.path("data").isObject() ? table.path("data") : table;
            if (!columns.isObject() || columns.isEmpty()) {
                throw new InvalidRequest("inputs.data is a table: for each column, a list of its values", "inputs");
            }
            return columns;
        }

        /** Some clients have parameters beside the inputs, some in an object of their own. */
        private boolean flag(String name) {
            return JsonFields.flag(body, name, JsonFields.flag(parameters(), name, false));
        }

        private JsonNode parameters() {
            return body.path("parameters");
        }
    }

    /**
     * JSON if the body is one or its media type says so; else bytes.
     *
     * @throws InvalidRequest if it is neither
     */
    static PipelineRequest of(byte[] body, String mediaType, Json json) {
        boolean looksLikeJson = body.length > 0 && body[0] == '{';
        if (looksLikeJson || mediaType.contains("json") || body.length == 0) {
            return new Fields(json.object(body));
        }
        return new Bytes(body);
    }
}
