package farebox.events;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.local.template.Deployment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A batch of a table's stream, in a tumbling window. */
record StreamForm(EventFile event, Deployment deployment, Deployment.Function function) {
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        Deployment.Stream stream = function.streams().getFirst();
        Deployment.Table table = deployment.tables().stream()
                .filter(candidate -> candidate.name().equals(stream.table()))
                .findFirst()
                .orElseThrow();
        window(stream, problems);
        event.json().path("Records").forEach(record -> record(record, table, problems));
        return problems;
    }

    private void window(Deployment.Stream stream, List<String> problems) {
        JsonNode json = event.json();
        if (json.path("shardId").asText().isEmpty()) {
            problems.add("an event of a window names its shard");
        }
        Instant start = Instant.parse(json.path("window").path("start").asText("1970-01-01T00:00:00Z"));
        Instant end = Instant.parse(json.path("window").path("end").asText("1970-01-01T00:00:00Z"));
        if (!Duration.between(start, end).equals(stream.tumblingWindow())
                || start.getEpochSecond() % stream.tumblingWindow().toSeconds() != 0) {
            problems.add("the window is not one of the " + stream.tumblingWindow() + " of the template");
        }
        if (json.path("isFinalInvokeForWindow").asBoolean()
                != json.path("Records").isEmpty()) {
            problems.add("the last invocation of a window, and no other, has no records");
        }
        for (JsonNode record : json.path("Records")) {
            Instant created = Instant.ofEpochSecond(
                    record.path("dynamodb").path("ApproximateCreationDateTime").asLong());
            if (created.isBefore(start) || !created.isBefore(end)) {
                problems.add("a record of " + created + " is not of this window");
            }
        }
    }

    private void record(JsonNode record, Deployment.Table table, List<String> problems) {
        String id = record.path("eventID").asText();
        JsonNode change = record.path("dynamodb");
        if (!record.path("eventSource").asText().equals("aws:dynamodb")
                || !record.path("eventSourceARN").equals(event.json().path("eventSourceARN"))) {
            problems.add(id + " comes from somewhere else");
        }
        if (!change.path("StreamViewType").asText().equals(table.stream().name())) {
            problems.add(id + " has another view than the table's stream");
        }
        if (!types(change.path("Keys")).equals(keyTypes(table))) {
            problems.add(id + " has not the table's key");
        }
        images(id, record, problems);
    }

    /** A stream of new images has one of what is there afterwards, and none of what was there before. */
    private static void images(String id, JsonNode record, List<String> problems) {
        JsonNode change = record.path("dynamodb");
        boolean removed = record.path("eventName").asText().equals("REMOVE");
        if (change.has("OldImage")) {
            problems.add(id + " shows what was there before");
        }
        if (removed == change.has("NewImage")) {
            problems.add(id + (removed ? " shows what is gone" : " does not show what is there"));
        }
        change.path("Keys").properties().stream()
                .filter(key -> !removed
                        && !key.getValue().equals(change.path("NewImage").path(key.getKey())))
                .forEach(key -> problems.add(id + " has two values of " + key.getKey()));
    }

    private static Map<String, String> types(JsonNode attributes) {
        Map<String, String> types = new TreeMap<>();
        attributes
                .properties()
                .forEach(attribute -> types.put(
                        attribute.getKey(), String.join(",", (Iterable<String>) attribute.getValue()::fieldNames)));
        return types;
    }

    private static Map<String, String> keyTypes(Deployment.Table table) {
        Map<String, String> types = new TreeMap<>();
        table.key().forEach(part -> types.put(part.attribute(), part.type()));
        return types;
    }
}
