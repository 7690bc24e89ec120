package farebox.local.stepfunctions.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.stepfunctions.definition.Distribution.ResultWriter;
import farebox.local.stepfunctions.expression.Bindings;
import farebox.local.stepfunctions.interpreter.Phase.Transfer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The objects that a ResultWriter writes: one for each status that occurs, and the manifest last. */
final class MapResults {
    private static final List<String> STATUSES = List.of("FAILED", "PENDING", "SUCCEEDED");

    private final ResultWriter writer;
    private final ArrayNode succeeded = JsonNodeFactory.instance.arrayNode();
    private final ArrayNode failed = JsonNodeFactory.instance.arrayNode();

    private MapResults(ResultWriter writer) {
        this.writer = writer;
    }

    /** To be called while the iterations' frames are still there. */
    static Transfer transfer(Run run, Bindings bindings, Frame map, ResultWriter writer) {
        if (!(map.phase() instanceof Phase.Iterating iterating)) {
            throw new IllegalStateException("results in phase " + map.phase());
        }
        MapResults results = new MapResults(writer);
        for (int index = 0; index < iterating.total(); index++) {
            results.add(run, map, iterating, run.frame(map.child(index)));
        }
        return writer.target()
                .map(target -> results.written(
                        target.arguments().evaluate(bindings), MapRuns.arn(run, map, iterating.runId()), iterating))
                .orElseGet(() -> new Transfer(JsonNodeFactory.instance.arrayNode(), List.of(), results.succeeded));
    }

    private void add(Run run, Frame map, Phase.Iterating iterating, Frame child) {
        switch (child.phase()) {
            case Phase.Succeeded done ->
                add(
                        succeeded,
                        done.output(),
                        described(run, map, iterating, child)
                                .put("Status", "SUCCEEDED")
                                .put("Output", done.output().toString()));
            case Phase.Failed error -> {
                ObjectNode described = described(run, map, iterating, child).put("Status", "FAILED");
                add(failed, failure(error), described.setAll(failure(error)));
            }
            default -> throw new IllegalStateException("an iteration in phase " + child.phase());
        }
    }

    private static ObjectNode failure(Phase.Failed error) {
        return Details.none().put("Error", error.error()).put("Cause", error.cause());
    }

    private void add(ArrayNode results, JsonNode output, ObjectNode described) {
        switch (writer.transformation()) {
            case NONE -> results.add(described);
            case COMPACT -> results.add(output);
            case FLATTEN -> {
                if (output instanceof ArrayNode array) {
                    results.addAll(array);
                } else {
                    results.add(output);
                }
            }
        }
    }

    private static ObjectNode described(Run run, Frame map, Phase.Iterating iterating, Frame child) {
        String name = MapRuns.childName(iterating, child);
        return Details.none()
                .put("ExecutionArn", MapRuns.childArn(run, map, name))
                .put("Name", name)
                .put("Input", child.item().map(item -> item.value().toString()).orElse(""))
                .put("StateMachineArn", run.execution().origin().stateMachineArn())
                .put("StopDate", child.entered().toString());
    }

    private Transfer written(JsonNode target, String mapRunArn, Phase.Iterating iterating) {
        String bucket = target.path("Bucket").asText();
        String prefix = target.path("Prefix").asText();
        String folder = (prefix.isEmpty() ? "" : prefix + "/") + iterating.runId() + "/";
        ObjectNode manifest = Details.none().put("DestinationBucket", bucket).put("MapRunArn", mapRunArn);
        ObjectNode files = manifest.putObject("ResultFiles");
        List<JsonNode> requests = new ArrayList<>();
        for (String status : STATUSES) {
            ArrayNode listed = files.putArray(status);
            ArrayNode results = results(status);
            if (!results.isEmpty()) {
                String key = folder + status + "_0." + (writer.jsonLines() ? "jsonl" : "json");
                String body = text(results);
                listed.addObject().put("Key", key).put("Size", body.getBytes(StandardCharsets.UTF_8).length);
                requests.add(put(bucket, key, body));
            }
        }
        String key = folder + "manifest.json";
        requests.add(put(bucket, key, manifest.toString()));
        ObjectNode result = Details.none().put("MapRunArn", mapRunArn);
        result.putObject("ResultWriterDetails").put("Bucket", bucket).put("Key", key);
        return new Transfer(JsonNodeFactory.instance.arrayNode(), requests, result);
    }

    private ArrayNode results(String status) {
        return switch (status) {
            case "SUCCEEDED" -> succeeded;
            case "FAILED" -> failed;
            default -> JsonNodeFactory.instance.arrayNode();
        };
    }

    private String text(ArrayNode results) {
        return writer.jsonLines()
                ? StreamSupport.stream(results.spliterator(), false)
                        .map(JsonNode::toString)
                        .collect(Collectors.joining("\n", "", "\n"))
                : results.toString();
    }

    private static JsonNode put(String bucket, String key, String body) {
        return Details.none().put("Bucket", bucket).put("Key", key).put("Body", body);
    }
}
