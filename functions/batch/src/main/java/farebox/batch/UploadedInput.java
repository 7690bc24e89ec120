package farebox.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** What one request of an uploaded batch gives to its model; the model's task says how it is read. */
public sealed interface UploadedInput {
    /** The name of the model. */
    String model();

    /** As the body of a request. */
    ObjectNode body();

    /**
     * What a line has beside its id, or the columns of a row.
     *
     * @param textValues whether all values are texts because their format has nothing else
     */
    record Fields(String model, ObjectNode values, boolean textValues) implements UploadedInput {
        @Override
        public ObjectNode body() {
            ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", model);
            body.set("fields", values);
            return body.put("text_values", textValues);
        }
    }

    /** The content of an object, such as an image. No line can name an object; only the listing of a folder does. */
    record Content(String model, Uploads.ObjectState object) implements UploadedInput {
        @Override
        public ObjectNode body() {
            ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", model);
            ObjectNode named = body.putObject("object");
            named.put("key", object.key()).put("etag", object.etag());
            return body;
        }
    }

    /** The content of an object as the body of an invocation. */
    record Invocation(String model, Uploads.ObjectState object, StartInvocation.Media media) implements UploadedInput {
        @Override
        public ObjectNode body() {
            ObjectNode body = new Content(model, object).body();
            media.accept().ifPresent(accept -> body.put("accept", accept));
            return body.put("content_type", media.contentType());
        }

        /** @param body as {@link #body} has it */
        public static Invocation of(JsonNode body) {
            JsonNode accept = body.path("accept");
            return new Invocation(
                    body.path("model").asText(),
                    UploadedInput.object(body),
                    new StartInvocation.Media(
                            body.path("content_type").asText(),
                            accept.isTextual() ? Optional.of(accept.textValue()) : Optional.empty()));
        }
    }

    /** @param body as {@link #body} has it, of another input than an invocation */
    static UploadedInput of(JsonNode body) {
        String model = body.path("model").asText();
        return body.path("fields") instanceof ObjectNode values
                ? new Fields(model, values, body.path("text_values").booleanValue())
                : new Content(model, object(body));
    }

    private static Uploads.ObjectState object(JsonNode body) {
        return new Uploads.ObjectState(
                body.at("/object/key").asText(), body.at("/object/etag").asText());
    }
}
