package farebox.local.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.awsjson.AwsJsonEndpoint;
import farebox.local.awsjson.RequestParameters;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Tables as CreateTable asks for them and DescribeTable shows them; stored in the same form. */
final class TableJson {
    static final String EXPIRY = "TimeToLiveAttribute";
    private static final String CREATED = "CreationDateTime";
    private static final double MILLIS = 1_000.0;

    private TableJson() {}

    /** A checked CreateTable, or what {@link #stored} wrote. */
    static TableDefinition read(RequestParameters json) {
        return new TableReader(json).definition();
    }

    static Instant created(RequestParameters json) {
        return Instant.ofEpochMilli(Math.round(json.json().path(CREATED).asDouble() * MILLIS));
    }

    static ObjectNode stored(OpenTable table) {
        ObjectNode json = described(table, 0);
        table.definition().expiryAttribute().ifPresent(name -> json.put(EXPIRY, name));
        return json;
    }

    /** What DescribeTable answers. */
    static ObjectNode described(OpenTable table, long itemCount) {
        TableDefinition definition = table.definition();
        ObjectNode json = AwsJsonEndpoint.object();
        json.set("AttributeDefinitions", attributes(definition));
        json.put("TableName", definition.name());
        json.set("KeySchema", keySchema(definition.keys()));
        json.put("TableStatus", "ACTIVE");
        json.put(CREATED, seconds(table.created()));
        json.set("ProvisionedThroughput", noThroughput());
        json.put("TableSizeBytes", 0);
        json.put("ItemCount", itemCount);
        json.put("TableArn", Arns.table(definition.name()));
        json.put("TableId", id(table));
        json.set("BillingModeSummary", AwsJsonEndpoint.object().put("BillingMode", "PAY_PER_REQUEST"));
        json.put("DeletionProtectionEnabled", false);
        indexes(definition, json);
        definition.stream().ifPresent(view -> stream(table, view, json));
        return json;
    }

    static String streamArn(OpenTable table) {
        return Arns.table(table.name()) + "/stream/" + table.streamLabel();
    }

    static double seconds(Instant instant) {
        return instant.toEpochMilli() / MILLIS;
    }

    static JsonNode keySchema(KeySchema keys) {
        ArrayNode json = AwsJsonEndpoint.object().arrayNode();
        json.addObject().put("AttributeName", keys.partition().name()).put("KeyType", "HASH");
        keys.sort()
                .ifPresent(sort ->
                        json.addObject().put("AttributeName", sort.name()).put("KeyType", "RANGE"));
        return json;
    }

    private static void stream(OpenTable table, StreamView view, ObjectNode json) {
        json.set(
                "StreamSpecification",
                AwsJsonEndpoint.object().put("StreamEnabled", true).put("StreamViewType", view.name()));
        json.put("LatestStreamLabel", table.streamLabel());
        json.put("LatestStreamArn", streamArn(table));
    }

    private static String id(OpenTable table) {
        String seed = table.name() + table.created();
        return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static JsonNode attributes(TableDefinition definition) {
        Map<String, KeyAttribute> attributes = new LinkedHashMap<>();
        definition.keys().attributes().forEach(attribute -> attributes.put(attribute.name(), attribute));
        definition
                .indexes()
                .forEach(index ->
                        index.keys().attributes().forEach(attribute -> attributes.put(attribute.name(), attribute)));
        ArrayNode json = AwsJsonEndpoint.object().arrayNode();
        attributes
                .values()
                .forEach(attribute -> json.addObject()
                        .put("AttributeName", attribute.name())
                        .put("AttributeType", attribute.type().name()));
        return json;
    }

    private static void indexes(TableDefinition definition, ObjectNode json) {
        if (definition.indexes().isEmpty()) {
            return;
        }
        ArrayNode all = json.putArray("GlobalSecondaryIndexes");
        definition.indexes().forEach(index -> {
            ObjectNode described = all.addObject().put("IndexName", index.name());
            described.set("KeySchema", keySchema(index.keys()));
            ObjectNode projection = described.putObject("Projection");
            projection.put("ProjectionType", index.projected().name());
            if (!index.included().isEmpty()) {
                ArrayNode names = projection.putArray("NonKeyAttributes");
                index.included().forEach(names::add);
            }
            described.put("IndexStatus", "ACTIVE");
            described.set("ProvisionedThroughput", noThroughput());
            described.put("IndexSizeBytes", 0);
            described.put("ItemCount", 0);
            described.put("IndexArn", Arns.table(definition.name()) + "/index/" + index.name());
        });
    }

    private static JsonNode noThroughput() {
        return AwsJsonEndpoint.object()
                .put("NumberOfDecreasesToday", 0)
                .put("ReadCapacityUnits", 0)
                .put("WriteCapacityUnits", 0);
    }
}
