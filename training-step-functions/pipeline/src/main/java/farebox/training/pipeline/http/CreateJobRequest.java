package farebox.training.pipeline.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.http.Json;
import farebox.http.Metadata;
import farebox.kernel.InvalidRequest;
import farebox.kernel.ModelName;
import farebox.kernel.RequestId;
import farebox.kernel.TenantId;
import farebox.models.ModelRef;
import farebox.training.pipeline.RequestTraining;
import farebox.training.pipeline.TrainingSpecFields;
import java.util.Optional;

/**
 * The body of a new job, which is OpenAI's: {@code model} is {@code auto}, {@code suffix} names the model that is
 * trained; {@code training} holds the fields of a training spec, beside the data.
 */
record CreateJobRequest(JsonNode body) {
    private static final String TRAINING = "training";
    private static final String HYPERPARAMETERS = "hyperparameters";
    private static final String SUPERVISED = "supervised";

    /** @throws InvalidRequest naming the field that is missing or wrong */
    RequestTraining.Request toRequest(TenantId tenant, RequestId id) {
        requireModel();
        requireServed();
        return new RequestTraining.Request(
                new ModelRef(tenant, model()),
                tenant + "\n" + id,
                text("training_file")
                        .orElseThrow(() -> new InvalidRequest(
                                "training_file is the id of a file that was uploaded for fine-tuning",
                                "training_file")),
                text("validation_file"),
                new TrainingSpecFields(spec()),
                Metadata.of(body));
    }

    private void requireModel() {
        if (!text("model").orElse("").equals("auto")) {
            throw new InvalidRequest(
                    "model is auto: what is trained is chosen by the data, or by training.family", "model");
        }
    }

    /** Fields that would change the training, and that no family here takes. */
    private void requireServed() {
        JsonNode method = body.path("method");
        String type = method.path("type").asText("");
        if (!type.isEmpty() && !type.equals(SUPERVISED)) {
            throw new InvalidRequest("method is supervised; no other is served", "method");
        }
        requireAuto(body.path(HYPERPARAMETERS));
        requireAuto(method.path(SUPERVISED).path(HYPERPARAMETERS));
        if (!body.path("integrations").isEmpty()) {
            throw new InvalidRequest("integrations are not served; leave them out", "integrations");
        }
    }

    private static void requireAuto(JsonNode hyperparameters) {
        hyperparameters.properties().forEach(field -> {
            if (!field.getValue().isNull() && !field.getValue().asText().equals("auto")) {
                throw new InvalidRequest(
                        "%s.%s is auto; training.parameters holds what a family takes"
                                .formatted(HYPERPARAMETERS, field.getKey()),
                        HYPERPARAMETERS + "." + field.getKey());
            }
        });
    }

    private ModelName model() {
        String suffix = text("suffix")
                .orElseThrow(
                        () -> new InvalidRequest("suffix names the model that is trained, such as iris", "suffix"));
        try {
            return new ModelName(suffix);
        } catch (InvalidRequest e) {
            throw new InvalidRequest("suffix names the model that is trained: " + e.detail(), "suffix");
        }
    }

    private ObjectNode spec() {
        JsonNode training = body.path(TRAINING);
        if (!training.isMissingNode() && !training.isObject()) {
            throw new InvalidRequest("training is an object such as {\"target\": \"species\"}", TRAINING);
        }
        ObjectNode spec = JsonNodeFactory.instance.objectNode();
        training.properties().forEach(field -> spec.set(field.getKey(), field.getValue()));
        if (body.hasNonNull("seed") && !spec.has("seed")) {
            spec.put("seed", seed());
        }
        return spec;
    }

    private long seed() {
        return Json.integer(body.path("seed"))
                .orElseThrow(() -> new InvalidRequest("seed is a whole number from 0", "seed"));
    }

    private Optional<String> text(String field) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new InvalidRequest(field + " is a text", field);
        }
        return Optional.of(value.textValue());
    }
}
