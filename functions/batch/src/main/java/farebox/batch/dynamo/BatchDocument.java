package farebox.batch.dynamo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.batch.Batch;
import farebox.batch.BatchId;
import farebox.batch.BatchStatus;
import farebox.batch.RequestCounts;
import farebox.batch.ResultsLocation;
import farebox.batch.StartInvocation;
import farebox.batch.Uploads;
import farebox.files.FileId;
import farebox.http.Json;
import farebox.kernel.DataCorrupted;
import farebox.kernel.KeyId;
import farebox.kernel.PlanName;
import farebox.kernel.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A batch as a JSON document, all but the counts of its chunks. */
final class BatchDocument {
    private final Json json = new Json();

    String write(Batch batch) {
        ObjectNode root = json.mapper().createObjectNode();
        root.put("key", batch.owner().key().value());
        root.put("plan", batch.owner().plan().value());
        root.set("source", source(batch.source()));
        ObjectNode metadata = root.putObject("metadata");
        batch.metadata().forEach(metadata::put);
        root.put("status", batch.status().wireName());
        ObjectNode times = root.putObject("times");
        batch.times().forEach((status, at) -> times.put(status.wireName(), at.toEpochMilli()));
        root.put("chunks", batch.chunks());
        root.put("total", batch.counts().total());
        batch.results().output().ifPresent(file -> root.put("output", file.value()));
        batch.results().errors().ifPresent(file -> root.put("errors", file.value()));
        ArrayNode fileErrors = root.putArray("file_errors");
        batch.results().fileErrors().forEach(error -> write(error, fileErrors.addObject()));
        return root.toString();
    }

    Batch read(TenantId tenant, BatchId id, String written) {
        JsonNode root = json.object(written.getBytes(StandardCharsets.UTF_8));
        Map<String, String> metadata = new LinkedHashMap<>();
        root.path("metadata")
                .properties()
                .forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asText()));
        Map<BatchStatus, Instant> times = new EnumMap<>(BatchStatus.class);
        root.path("times")
                .properties()
                .forEach(entry -> times.put(
                        status(entry.getKey()),
                        Instant.ofEpochMilli(entry.getValue().longValue())));
        return new Batch(
                id,
                new Batch.Owner(
                        tenant,
                        new KeyId(root.path("key").asText()),
                        new PlanName(root.path("plan").asText())),
                source(root.path("source")),
                metadata,
                status(root.path("status").asText()),
                times,
                root.path("chunks").intValue(),
                new RequestCounts(root.path("total").intValue(), 0, 0),
                results(root));
    }

    private ObjectNode source(Batch.Source source) {
        ObjectNode node = json.mapper().createObjectNode().put("endpoint", source.endpoint());
        return switch (source) {
            case Batch.Source.File file -> node.put("file", file.file().value());
            case Batch.Source.Invocation invocation -> invocation(node, invocation);
            case Batch.Source.Upload upload ->
                node.put("key", upload.key()).put("etag", upload.etag()).put("model", upload.model());
        };
    }

    private static ObjectNode invocation(ObjectNode node, Batch.Source.Invocation invocation) {
        node.put("key", invocation.object().key())
                .put("etag", invocation.object().etag());
        node.put("model", invocation.model()).put("inference", invocation.inferenceId());
        node.put("content_type", invocation.media().contentType());
        invocation.media().accept().ifPresent(accept -> node.put("accept", accept));
        return node.put("bucket", invocation.results().bucket())
                .put("prefix", invocation.results().prefix());
    }

    private static Batch.Source.Invocation invocation(JsonNode node) {
        JsonNode accept = node.path("accept");
        return new Batch.Source.Invocation(
                new Uploads.ObjectState(
                        node.path("key").asText(), node.path("etag").asText()),
                node.path("model").asText(),
                node.path("inference").asText(),
                new StartInvocation.Media(
                        node.path("content_type").asText(),
                        accept.isTextual() ? Optional.of(accept.textValue()) : Optional.empty()),
                new ResultsLocation(
                        node.path("bucket").asText(), node.path("prefix").asText()));
    }

    private static Batch.Source source(JsonNode node) {
        String endpoint = node.path("endpoint").asText();
        if (node.has("inference")) {
            return invocation(node);
        }
        return node.has("file")
                ? new Batch.Source.File(new FileId(node.path("file").asText()), endpoint)
                : new Batch.Source.Upload(
                        node.path("key").asText(),
                        node.path("etag").asText(),
                        node.path("model").asText(),
                        endpoint);
    }

    private static void write(Batch.FileError error, ObjectNode node) {
        node.put("code", error.code());
        node.put("message", error.message());
        error.line().ifPresent(line -> node.put("line", line));
    }

    private static Batch.Results results(JsonNode root) {
        List<Batch.FileError> errors = new ArrayList<>();
        root.path("file_errors")
                .forEach(node -> errors.add(new Batch.FileError(
                        node.path("code").asText(),
                        node.path("message").asText(),
                        node.has("line") ? Optional.of(node.path("line").intValue()) : Optional.empty())));
        return new Batch.Results(file(root.path("output")), file(root.path("errors")), errors);
    }

    private static Optional<FileId> file(JsonNode id) {
        return id.isTextual() ? Optional.of(new FileId(id.textValue())) : Optional.empty();
    }

    private static BatchStatus status(String name) {
        try {
            return BatchStatus.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new DataCorrupted("a batch has no such status: " + name, e);
        }
    }
}
