package farebox.inference.openai;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.http.Json;
import farebox.inference.EmbedCommand;
import farebox.inference.Input;
import farebox.inference.ResolvedModel;
import farebox.inference.http.JsonFields;
import farebox.kernel.InvalidRequest;
import farebox.models.ModelSpec;
import farebox.models.TokenIds;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * The body of {@code POST /v1/embeddings}. As in OpenAI's API a text or a list of token ids may not be empty. Fields
 * that are not named here, {@code user} among them, are ignored.
 *
 * @param dimensions empty for all that the model gives
 */
record EmbeddingsRequest(String model, List<Input> inputs, EmbeddingFormat format, OptionalInt dimensions) {
    EmbeddingsRequest {
        inputs = List.copyOf(inputs);
    }

    /** @throws InvalidRequest naming the field at fault */
    static EmbeddingsRequest of(JsonNode body) {
        return new EmbeddingsRequest(
                model(body.path("model")),
                inputs(body.path("input")),
                format(body.path("encoding_format")),
                JsonFields.positive(body, "dimensions"));
    }

    /** @throws InvalidRequest if the model embeds no texts, or gives fewer than are asked for */
    int dimensionsOf(ResolvedModel resolvedModel) {
        int all = resolvedModel.require(ModelSpec.TextEmbedding.class).dimensions();
        int asked = dimensions.orElse(all);
        if (asked > all) {
            throw new InvalidRequest(
                    resolvedModel.card().ref().name() + " gives " + all + " dimensions at most", "dimensions");
        }
        return asked;
    }

    private static String model(JsonNode model) {
        if (!model.isTextual() || model.textValue().isEmpty()) {
            throw new InvalidRequest("model is required: the id of a model, as GET /v1/models lists it", "model");
        }
        return model.textValue();
    }

    private static EmbeddingFormat format(JsonNode format) {
        if (JsonFields.isAbsent(format)) {
            return EmbeddingFormat.FLOAT;
        }
        return EmbeddingFormat.named(format.asText())
                .filter(_ -> format.isTextual())
                .orElseThrow(() -> new InvalidRequest("encoding_format is 'float' or 'base64'", "encoding_format"));
    }

    private static List<Input> inputs(JsonNode input) {
        if (input.isTextual()) {
            return List.of(text(input, 0));
        }
        if (!input.isArray() || input.isEmpty()) {
            throw badInput("it is a text, a list of texts, a list of token ids or a list of such lists, and not empty");
        }
        if (input.get(0).isNumber()) {
            return List.of(tokenized(input, 0));
        }
        if (input.size() > EmbedCommand.MAX_INPUTS) {
            throw badInput("it has " + input.size() + " items, and a call may have " + EmbedCommand.MAX_INPUTS
                    + "; split the batch");
        }
        return input.get(0).isTextual()
                ? each(input, JsonNode::isTextual, EmbeddingsRequest::text)
                : each(input, JsonNode::isArray, EmbeddingsRequest::tokenized);
    }

    private static List<Input> each(
            JsonNode items, Predicate<JsonNode> kind, BiFunction<JsonNode, Integer, Input> read) {
        List<Input> inputs = new ArrayList<>(items.size());
        for (JsonNode item : items) {
            if (!kind.test(item)) {
                throw badInput("its items are all texts or all lists of token ids, and item " + inputs.size()
                        + " is something else");
            }
            inputs.add(read.apply(item, inputs.size()));
        }
        return inputs;
    }

    private static Input text(JsonNode text, int index) {
        return Input.text(text.textValue(), index);
    }

    private static Input tokenized(JsonNode ids, int index) {
        if (ids.isEmpty()) {
            throw badInput("the list of token ids of item " + index + " is empty");
        }
        long[] tokens = new long[ids.size()];
        for (int i = 0; i < tokens.length; i++) {
            int position = i;
            tokens[i] = Json.integer(ids.get(i))
                    .orElseThrow(() -> badInput("a token id is an integer, and that at position " + position
                            + " of item " + index + " is not"));
        }
        return new Input.Tokenized(new TokenIds(tokens));
    }

    private static InvalidRequest badInput(String what) {
        return new InvalidRequest("input is not acceptable: " + what, "input");
    }
}
