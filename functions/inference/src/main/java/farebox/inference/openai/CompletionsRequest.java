package farebox.inference.openai;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.http.Json;
import farebox.inference.EmbedCommand;
import farebox.inference.Input;
import farebox.kernel.InvalidRequest;
import farebox.models.TokenIds;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The body of {@code POST /v1/completions} or {@code POST /v1/chat/completions}.
 *
 * @param prompts one for each choice of the response
 * @param settings of every choice
 */
record CompletionsRequest(String model, List<Input> prompts, GenerationSettings settings) {
    private static final int MAX_PROMPTS = 20;
    private static final List<String> ROLES = List.of("developer", "system", "user", "assistant", "tool", "function");

    CompletionsRequest {
        prompts = List.copyOf(prompts);
    }

    /** @throws InvalidRequest naming the field at fault */
    static CompletionsRequest ofText(JsonNode body) {
        return new CompletionsRequest(model(body), prompts(body.path("prompt")), GenerationSettings.ofText(body));
    }

    /**
     * The messages, one below the other, are the prompt: models that are served here know no roles.
     *
     * @throws InvalidRequest naming the field at fault
     */
    static CompletionsRequest ofChat(JsonNode body) {
        return new CompletionsRequest(
                model(body), List.of(prompt(body.path("messages"))), GenerationSettings.ofChat(body));
    }

    private static String model(JsonNode body) {
        JsonNode model = body.path("model");
        if (!model.isTextual() || model.textValue().isEmpty()) {
            throw new InvalidRequest("model is required: the id of a model, as GET /v1/models lists it", "model");
        }
        return model.textValue();
    }

    private static List<Input> prompts(JsonNode prompt) {
        if (prompt.isTextual()) {
            return List.of(Input.text(prompt.textValue(), "the prompt", "prompt"));
        }
        if (!prompt.isArray() || prompt.isEmpty() || (!prompt.get(0).isNumber() && prompt.size() > MAX_PROMPTS)) {
            throw new InvalidRequest(
                    "prompt is a text, a list of token ids, or a list of 1 to " + MAX_PROMPTS + " of either", "prompt");
        }
        if (prompt.get(0).isNumber()) {
            return List.of(tokens(prompt));
        }
        List<Input> prompts = new ArrayList<>();
        for (JsonNode each : prompt) {
            prompts.add(
                    each.isTextual()
                            ? Input.text(each.textValue(), "prompt " + prompts.size(), "prompt")
                            : tokens(each));
        }
        return prompts;
    }

    private static Input tokens(JsonNode ids) {
        if (!ids.isArray() || ids.isEmpty()) {
            throw new InvalidRequest("an item of prompt is neither a text nor a list of token ids", "prompt");
        }
        return new Input.Tokenized(new TokenIds(ids.valueStream()
                .mapToLong(id ->
                        Json.integer(id).orElseThrow(() -> new InvalidRequest("a token id is an integer", "prompt")))
                .toArray()));
    }

    private static Input prompt(JsonNode messages) {
        if (!messages.isArray() || messages.isEmpty() || messages.size() > EmbedCommand.MAX_INPUTS) {
            throw new InvalidRequest("messages is a list of 1 to " + EmbedCommand.MAX_INPUTS + " messages", "messages");
        }
        List<String> contents = new ArrayList<>();
        for (JsonNode message : messages) {
            if (!ROLES.contains(message.path("role").asText())) {
                throw new InvalidRequest(
                        "the role of message " + contents.size() + " is one of " + String.join(", ", ROLES),
                        "messages");
            }
            contents.add(content(message.path("content"), contents.size()));
        }
        return Input.text(String.join("\n", contents), "the content of all messages", "messages");
    }

    /** A text, or parts that are all texts. */
    private static String content(JsonNode content, int message) {
        if (content.isTextual()) {
            return content.textValue();
        }
        if (!content.isArray()
                || content.valueStream().anyMatch(part -> !part.path("text").isTextual())) {
            throw new InvalidRequest(
                    "the content of message " + message + " is a text, or a list of parts of type text", "messages");
        }
        return content.valueStream().map(part -> part.path("text").textValue()).collect(Collectors.joining());
    }
}
