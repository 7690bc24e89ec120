package farebox.inference.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.inference.Input;
import farebox.inference.http.JsonFields;
import farebox.inference.http.TextsJson;
import farebox.kernel.InvalidRequest;
import java.util.List;

/**
 * The body of {@code POST /v2/rerank}. Of a long document the model reads the beginning, as in Cohere's API.
 *
 * @param topN how many results the response has at most
 */
record RerankRequest(String model, Input query, List<Input> documents, int topN) {
    RerankRequest {
        documents = List.copyOf(documents);
    }

    /** @throws InvalidRequest naming the field at fault */
    static RerankRequest of(JsonNode body) {
        JsonNode model = body.path("model");
        if (!model.isTextual() || model.textValue().isEmpty()) {
            throw new InvalidRequest("model is required: the id of a model, as GET /v1/models lists it", "model");
        }
        return new RerankRequest(
                model.textValue(),
                new TextsJson("query", false).one(body.path("query")),
                new TextsJson("documents", true).list(body.path("documents")),
                JsonFields.positive(body, "top_n").orElse(Integer.MAX_VALUE));
    }
}
