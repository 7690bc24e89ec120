package farebox.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.http.Json;
import farebox.kernel.Amounts;
import farebox.kernel.DataCorrupted;
import farebox.kernel.Meter;
import farebox.metering.Resource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a computed chunk is billed for: its completed lines, in order.
 *
 * @param failed how many other lines there are
 * @param revision of the objects with the lines themselves
 */
record ChunkUsage(List<Line> lines, int failed, int revision) {
    ChunkUsage {
        lines = List.copyOf(lines);
    }

    /** @param number of the line in the file */
    record Line(int number, Resource resource, Amounts amounts) {}

    RequestCounts counts() {
        return new RequestCounts(lines.size() + failed, lines.size(), failed);
    }

    byte[] written(Json json) {
        ObjectNode root = json.mapper().createObjectNode();
        root.put("failed", failed);
        root.put("revision", revision);
        ArrayNode all = root.putArray("lines");
        for (Line line : lines) {
            ObjectNode node = all.addObject();
            node.put("line", line.number());
            node.put("kind", line.resource().kind().wireName());
            node.put("name", line.resource().name());
            node.put("version", line.resource().version());
            ObjectNode amounts = node.putObject("amounts");
            line.amounts().nonZero().forEach((meter, amount) -> amounts.put(meter.wireName(), amount));
        }
        return json.write(root);
    }

    static ChunkUsage read(byte[] written, Json json) {
        JsonNode root = json.object(written);
        List<Line> lines = new ArrayList<>();
        root.path("lines").forEach(node -> lines.add(line(node)));
        return new ChunkUsage(
                lines, root.path("failed").intValue(), root.path("revision").intValue());
    }

    private static Line line(JsonNode node) {
        Resource resource = new Resource(
                Resource.Kind.named(node.path("kind").asText()),
                node.path("name").asText(),
                node.path("version").asText());
        Map<Meter, Long> amounts = new EnumMap<>(Meter.class);
        node.path("amounts")
                .properties()
                .forEach(amount -> amounts.put(
                        Meter.named(amount.getKey())
                                .orElseThrow(() -> new DataCorrupted("no such meter: " + amount.getKey())),
                        amount.getValue().longValue()));
        return new Line(node.path("line").intValue(), resource, new Amounts(amounts));
    }
}
