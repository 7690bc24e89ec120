package farebox.training.pipeline.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.kernel.ByteCount;
import farebox.kernel.DataCorrupted;
import farebox.kernel.ModelName;
import farebox.kernel.ModelVersion;
import farebox.kernel.TenantId;
import farebox.models.ModelRef;
import farebox.training.pipeline.CanaryOutcome;
import farebox.training.pipeline.Cost;
import farebox.training.pipeline.PipelineRun;
import farebox.training.pipeline.RunError;
import farebox.training.pipeline.RunEvent;
import farebox.training.pipeline.RunId;
import farebox.training.pipeline.RunStatus;
import farebox.training.pipeline.SourceObject;
import farebox.training.pipeline.TrainingRequest;
import farebox.training.pipeline.TrainingTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Stored runs and events as JSON. */
public final class RunFormat {
    private static final JsonMapper JSON = new JsonMapper();

    private RunFormat() {}

    public static String write(PipelineRun run) {
        ObjectNode tree = JSON.createObjectNode()
                .put("id", run.id().value())
                .put("tenant", run.model().owner().value())
                .put("model", run.model().name().value())
                .put("status", run.status().name())
                .put("created", run.times().created().toString())
                .put("revision", run.revision())
                .put("events", run.events());
        run.times().ended().ifPresent(ended -> tree.put("ended", ended.toString()));
        write(run.request(), tree.putObject("request"));
        write(run.result(), tree.putObject("result"));
        return tree.toString();
    }

    private static void write(TrainingRequest request, ObjectNode tree) {
        tree.put("cause", request.cause().name()).put("spec", request.spec());
        ArrayNode files = tree.putArray("files");
        for (TrainingRequest.File file : request.files()) {
            ObjectNode each = files.addObject()
                    .put("name", file.name())
                    .put("bucket", file.object().bucket())
                    .put("key", file.object().key())
                    .put("version", file.object().versionId())
                    .put("etag", file.object().etag())
                    .put("bytes", file.object().size().bytes());
            file.fileId().ifPresent(id -> each.put("file", id));
        }
        tree.set("metadata", JSON.valueToTree(request.metadata()));
    }

    private static void write(PipelineRun.Result result, ObjectNode tree) {
        result.estimate().ifPresent(cost -> tree.put("estimate", cost.microdollars()));
        result.time()
                .ifPresent(time -> tree.put("seconds", time.billedSeconds()).put("trained", time.trainedSeconds()));
        result.version().ifPresent(version -> tree.put("version", version.value()));
        result.canary()
                .ifPresent(canary -> tree.putObject("canary")
                        .put("percent", canary.percent())
                        .put("requests", canary.requests()));
        result.error()
                .ifPresent(error -> tree.putObject("error")
                        .put("code", error.code())
                        .put("message", error.message())
                        .put("param", error.param()));
        tree.set("metrics", JSON.valueToTree(new TreeMap<>(result.metrics())));
    }

    /** @throws DataCorrupted if the text is no run */
    public static PipelineRun readRun(String text) {
        JsonNode tree = parse(text);
        return new PipelineRun(
                new RunId(tree.path("id").asText()),
                new ModelRef(
                        new TenantId(tree.path("tenant").asText()),
                        new ModelName(tree.path("model").asText())),
                request(tree.path("request")),
                RunStatus.valueOf(tree.path("status").asText()),
                new PipelineRun.Times(
                        Instant.parse(tree.path("created").asText()),
                        text(tree, "ended").map(Instant::parse)),
                result(tree.path("result")),
                tree.path("revision").asLong(),
                tree.path("events").asInt());
    }

    private static TrainingRequest request(JsonNode tree) {
        List<TrainingRequest.File> files = new ArrayList<>();
        for (JsonNode file : tree.path("files")) {
            SourceObject object = new SourceObject(
                    file.path("bucket").asText(),
                    file.path("key").asText(),
                    file.path("version").asText(),
                    file.path("etag").asText(),
                    new ByteCount(file.path("bytes").asLong()));
            files.add(new TrainingRequest.File(file.path("name").asText(), text(file, "file"), object));
        }
        return new TrainingRequest(
                TrainingRequest.Cause.valueOf(tree.path("cause").asText()),
                tree.path("spec").asText(),
                files,
                texts(tree.path("metadata")));
    }

    private static Map<String, String> texts(JsonNode tree) {
        Map<String, String> texts = new LinkedHashMap<>();
        tree.properties()
                .forEach(text -> texts.put(text.getKey(), text.getValue().asText()));
        return texts;
    }

    private static PipelineRun.Result result(JsonNode tree) {
        return new PipelineRun.Result(
                number(tree, "estimate").map(Cost::new),
                number(tree, "seconds")
                        .map(billed ->
                                new TrainingTime(billed, number(tree, "trained").orElse(billed))),
                numbers(tree.path("metrics")),
                text(tree, "version").map(ModelVersion::new),
                Optional.ofNullable(tree.get("canary"))
                        .map(canary -> new CanaryOutcome(
                                canary.path("percent").asInt(),
                                canary.path("requests").asLong())),
                Optional.ofNullable(tree.get("error"))
                        .map(error -> new RunError(
                                error.path("code").asText(),
                                error.path("message").asText(),
                                error.path("param").asText())));
    }

    public static String write(RunEvent event) {
        ObjectNode tree = JSON.createObjectNode()
                .put("number", event.number())
                .put("at", event.at().toString())
                .put("level", event.level().name())
                .put("message", event.message());
        tree.set("metrics", JSON.valueToTree(new TreeMap<>(event.metrics())));
        return tree.toString();
    }

    /** @throws DataCorrupted if the text is no event */
    public static RunEvent readEvent(String text) {
        JsonNode tree = parse(text);
        return new RunEvent(
                tree.path("number").asInt(),
                Instant.parse(tree.path("at").asText()),
                RunEvent.Level.valueOf(tree.path("level").asText()),
                tree.path("message").asText(),
                numbers(tree.path("metrics")));
    }

    private static Map<String, Double> numbers(JsonNode tree) {
        Map<String, Double> numbers = new TreeMap<>();
        tree.properties()
                .forEach(entry -> numbers.put(entry.getKey(), entry.getValue().doubleValue()));
        return numbers;
    }

    private static Optional<String> text(JsonNode tree, String field) {
        return Optional.ofNullable(tree.path(field).textValue());
    }

    private static Optional<Long> number(JsonNode tree, String field) {
        return Optional.of(tree.path(field)).filter(JsonNode::isNumber).map(JsonNode::longValue);
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new DataCorrupted("a stored training run is no JSON", e);
        }
    }
}
