package farebox.cli.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.cli.operator.UserError;
import java.util.Optional;
import java.util.Set;

/**
 * What a manifest says of a transformer of the hub, by its {@code config.json}: a classifier of texts where its
 * architecture is one, else an embedding model.
 */
final class HubManifest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** An export and its optimised form differ by the order of their sums. */
    private static final double TOLERANCE = 0.02;

    private static final int MAX_TOKENS = 512;

    /** Their positions begin after the padding's. */
    private static final Set<String> SHIFTED = Set.of("roberta", "xlm-roberta", "camembert", "mpnet");

    private static final int SHIFT = 2;

    private HubManifest() {}

    /**
     * @param pooling the {@code 1_Pooling/config.json} of sentence-transformers, if there is one
     * @throws UserError if the configuration is of another kind of model
     */
    static ObjectNode of(String name, String config, Optional<String> pooling) {
        JsonNode read = read(name, config);
        ObjectNode manifest = JSON.createObjectNode();
        manifest.set("spec", isClassifier(read) ? classifier(name, read) : embedding(name, read, pooling));
        return manifest.put("source", "https://huggingface.co/" + name).put("tolerance", TOLERANCE);
    }

    private static boolean isClassifier(JsonNode config) {
        return config.path("architectures").path(0).asText().endsWith("ForSequenceClassification");
    }

    private static ObjectNode classifier(String name, JsonNode config) {
        ObjectNode spec = JSON.createObjectNode().put("task", "text-classification");
        spec.set("text", text(name, config));
        ObjectNode scores = JSON.createObjectNode().put("output", "logits").put("activation", "SOFTMAX");
        ArrayNode labels = scores.putArray("labels");
        JsonNode names = config.path("id2label");
        for (int i = 0; i < names.size(); i++) {
            labels.add(names.path(Integer.toString(i)).asText());
        }
        spec.set("scores", scores);
        return spec;
    }

    private static ObjectNode embedding(String name, JsonNode config, Optional<String> pooling) {
        boolean cls = pooling.map(text -> read(name, text))
                .map(read -> read.path("pooling_mode_cls_token").asBoolean())
                .orElse(false);
        ObjectNode spec = JSON.createObjectNode().put("task", "text-embedding");
        spec.set("text", text(name, config));
        return spec.put("output", "last_hidden_state")
                .put("pooling", cls ? "CLS" : "MEAN")
                .put("normalise", true)
                .put("dimensions", number(name, config, "hidden_size"));
    }

    private static ObjectNode text(String name, JsonNode config) {
        int positions = number(name, config, "max_position_embeddings");
        int tokens = SHIFTED.contains(config.path("model_type").asText()) ? positions - SHIFT : positions;
        return JSON.createObjectNode()
                .put("max_tokens", Math.min(tokens, MAX_TOKENS))
                .put("vocabulary", number(name, config, "vocab_size"));
    }

    private static int number(String name, JsonNode config, String field) {
        if (!config.path(field).canConvertToInt()) {
            throw new UserError("the config.json of " + name + " has no " + field
                    + ", so it is not known what it is for; push it as a folder with a model.json");
        }
        return config.path(field).intValue();
    }

    private static JsonNode read(String name, String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UserError("the configuration of " + name + " is no JSON", e);
        }
    }
}
