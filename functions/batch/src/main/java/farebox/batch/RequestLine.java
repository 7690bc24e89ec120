package farebox.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.http.Json;
import farebox.kernel.Failure;
import farebox.kernel.InvalidRequest;
import farebox.kernel.RequestId;

/** One request of a batch: its line, the caller's id for it, and its body. */
record RequestLine(int line, String customId, JsonNode body) {
    private static final String CUSTOM_ID = "custom_id";
    private static final int MAX_ID = 512;

    /** @throws InvalidRequest if the line is no request to the endpoint; its code is that of the file's error */
    static RequestLine ofFile(LineReader.Line line, String endpoint, Json json) {
        JsonNode request = object(line, json);
        String customId = customId(request);
        if (!request.path("method").asText().equals("POST")) {
            throw new InvalidRequest("method is 'POST'", "method", "invalid_method");
        }
        if (!request.path("url").asText().equals(endpoint)) {
            throw new InvalidRequest("url is the endpoint of the batch, " + endpoint, "url", "mismatched_endpoint");
        }
        if (!request.path("body").isObject()) {
            throw new InvalidRequest("body is required: a JSON object", "body", "missing_required_field");
        }
        return new RequestLine(line.number(), customId, request.path("body"));
    }

    /**
     * A line of an uploaded object: {@code custom_id}, which is the line's number unless it is there, and the input.
     *
     * @throws InvalidRequest as {@link #ofFile}
     */
    static RequestLine ofUpload(LineReader.Line line, String model, Json json) {
        return ofFields(line.number(), object(line, json), model, false);
    }

    /** @throws InvalidRequest as {@link #ofFile} */
    static RequestLine ofRow(int line, TableFormat.Row row, String model) {
        return ofFields(line, row.values(), model, row.textValues());
    }

    /** An object of a folder, by its name. */
    static RequestLine ofObject(int line, UploadedObjects.ObjectState object, String model) {
        String name = object.key().substring(object.key().lastIndexOf('/') + 1);
        return new RequestLine(line, name, new UploadedInput.Content(model, object).body());
    }

    /** The one request of its batch. */
    static RequestLine ofInvocation(Batch.Source.Invocation invocation) {
        UploadedInput input = new UploadedInput.Invocation(invocation.model(), invocation.object(), invocation.media());
        return new RequestLine(1, invocation.inferenceId(), input.body());
    }

    private static RequestLine ofFields(int line, ObjectNode fields, String model, boolean textValues) {
        String customId = fields.has(CUSTOM_ID) ? customId(fields) : Integer.toString(line);
        ObjectNode input = fields.without(CUSTOM_ID);
        if (input.isEmpty()) {
            throw new InvalidRequest(
                    "input is required: or row, rows, image, or the columns of a row",
                    "input",
                    "missing_required_field");
        }
        return new RequestLine(line, customId, new UploadedInput.Fields(model, input, textValues).body());
    }

    /** Of this request, as its result has it. */
    RequestId id(BatchId batch) {
        return new RequestId("batch_req_" + batch.digits() + "-" + line);
    }

    /** As one line, for the task that runs it. */
    byte[] written(Json json) {
        ObjectNode node = json.mapper().createObjectNode();
        node.put("line", line);
        node.put(CUSTOM_ID, customId);
        node.set("body", body);
        return json.write(node);
    }

    static RequestLine read(byte[] written, Json json) {
        JsonNode node = json.object(written);
        return new RequestLine(
                node.path("line").intValue(), node.path(CUSTOM_ID).textValue(), node.path("body"));
    }

    private static ObjectNode object(LineReader.Line line, Json json) {
        if (line.tooLong()) {
            throw new InvalidRequest("the line is longer than 4 MiB", "", "line_too_long");
        }
        try {
            return (ObjectNode) json.object(line.bytes());
        } catch (Failure notJson) {
            throw new InvalidRequest("the line is not a JSON object: " + notJson.detail(), "", "invalid_json_line");
        }
    }

    private static String customId(JsonNode request) {
        JsonNode id = request.path(CUSTOM_ID);
        if (!id.isTextual() || id.textValue().isEmpty() || id.textValue().length() > MAX_ID) {
            throw new InvalidRequest(
                    "custom_id is required: a text of 1 to " + MAX_ID + " characters",
                    CUSTOM_ID,
                    "missing_required_field");
        }
        return id.textValue();
    }
}
