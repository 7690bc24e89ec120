package farebox.local.dynamodb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.awsjson.AwsJsonEndpoint;
import farebox.local.awsjson.AwsOperation;
import farebox.local.awsjson.AwsServiceException;
import farebox.local.awsjson.RequestParameters;
import farebox.local.store.LocalStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The API of DynamoDB Streams. A shard iterator is the stream's name and the sequence number to go on after. */
final class StreamOperations {
    static final String SHARD = "shardId-00000000000000000001-00000000";
    private static final int MAX_RECORDS = 1000;
    private static final int MAX_STREAMS = 100;
    private static final String ARN = "StreamArn";

    private final LocalStore store;
    private final OpenTables tables;
    private final InstantSource clock;

    StreamOperations(LocalStore store, OpenTables tables, InstantSource clock) {
        this.store = store;
        this.tables = tables;
        this.clock = clock;
    }

    Map<String, AwsOperation> all() {
        return Map.of(
                "ListStreams", this::list,
                "DescribeStream", this::describe,
                "GetShardIterator", this::iterator,
                "GetRecords", this::records);
    }

    private ObjectNode list(RequestParameters request) {
        request.supporting("ListStreams", Set.of("TableName", "Limit", "ExclusiveStartStreamArn"));
        Predicate<OpenTable> wanted = request.text("TableName")
                .<Predicate<OpenTable>>map(name -> table -> table.name().equals(name))
                .orElse(table -> true);
        String after = request.text("ExclusiveStart" + ARN).orElse("");
        int limit = request.count("Limit", 1).orElse(MAX_STREAMS);
        List<OpenTable> rest = tables.all().stream()
                .filter(table -> table.stream().isPresent())
                .filter(wanted)
                .filter(table -> TableJson.streamArn(table).compareTo(after) > 0)
                .toList();
        ObjectNode answer = AwsJsonEndpoint.object();
        ArrayNode streams = answer.putArray("Streams");
        rest.stream()
                .limit(limit)
                .forEach(table -> streams.addObject()
                        .put(ARN, TableJson.streamArn(table))
                        .put("TableName", table.name())
                        .put("StreamLabel", table.streamLabel()));
        if (rest.size() > limit) {
            answer.put("LastEvaluated" + ARN, TableJson.streamArn(rest.get(limit - 1)));
        }
        return answer;
    }

    private ObjectNode describe(RequestParameters request) {
        request.supporting("DescribeStream", Set.of(ARN, "Limit", "ExclusiveStartShardId"));
        OpenTable table = byArn(request.requiredText(ARN));
        StreamLog log = log(table);
        Optional<String> oldest = store.run(writeBatch -> log.oldest(clock.instant()));
        ObjectNode description = AwsJsonEndpoint.object()
                .put(ARN, TableJson.streamArn(table))
                .put("StreamLabel", table.streamLabel())
                .put("StreamStatus", "ENABLED")
                .put("StreamViewType", table.definition().stream().orElseThrow().name())
                .put("CreationRequestDateTime", TableJson.seconds(log.created()))
                .put("TableName", table.name());
        description.set("KeySchema", TableJson.keySchema(table.keys()));
        ArrayNode shards = description.putArray("Shards");
        if (!request.text("ExclusiveStartShardId").filter(SHARD::equals).isPresent()) {
            ObjectNode shard = shards.addObject().put("ShardId", SHARD);
            shard.putObject("SequenceNumberRange").put("StartingSequenceNumber", oldest.orElse(StreamLog.sequence(1)));
        }
        ObjectNode answer = AwsJsonEndpoint.object();
        answer.set("StreamDescription", description);
        return answer;
    }

    private ObjectNode iterator(RequestParameters request) {
        request.supporting("GetShardIterator", Set.of(ARN, "ShardId", "ShardIteratorType", "SequenceNumber"));
        OpenTable table = byArn(request.requiredText(ARN));
        if (!request.requiredText("ShardId").equals(SHARD)) {
            throw notFound("Shard", request.requiredText("ShardId"));
        }
        String type = request.choice(
                        "ShardIteratorType",
                        List.of("AFTER_SEQUENCE_NUMBER", "LATEST", "AT_SEQUENCE_NUMBER", "TRIM_HORIZON"))
                .orElseThrow(() -> RequestParameters.missing("ShardIteratorType"));
        String after = switch (type) {
            case "TRIM_HORIZON" -> StreamLog.sequence(0);
            case "LATEST" -> log(table).newest();
            case "AFTER_SEQUENCE_NUMBER" -> StreamLog.sequence(sequence(request));
            default -> StreamLog.sequence(Math.max(0, sequence(request) - 1));
        };
        return AwsJsonEndpoint.object().put("ShardIterator", TableJson.streamArn(table) + "|" + after);
    }

    private ObjectNode records(RequestParameters request) {
        request.supporting("GetRecords", Set.of("ShardIterator", "Limit"));
        String iterator = request.requiredText("ShardIterator");
        int cut = iterator.lastIndexOf('|');
        if (cut < 0) {
            throw AwsServiceException.validation("Invalid ShardIterator");
        }
        OpenTable table = byArn(iterator.substring(0, cut));
        String after = iterator.substring(cut + 1);
        int limit = Math.min(request.count("Limit", 1).orElse(MAX_RECORDS), MAX_RECORDS);
        List<TableStreamRecord> found = store.run(writeBatch -> {
            table.refuseIfDropped();
            return log(table).after(after, limit, clock.instant());
        });
        ObjectNode answer = AwsJsonEndpoint.object();
        ArrayNode records = answer.putArray("Records");
        found.forEach(record -> records.add(StreamJson.asAnswered(record)));
        String next = found.isEmpty() ? after : found.getLast().sequence();
        return answer.put("NextShardIterator", TableJson.streamArn(table) + "|" + next);
    }

    private static long sequence(RequestParameters request) {
        String text = request.text("SequenceNumber")
                .orElseThrow(
                        () -> AwsServiceException.validation("SequenceNumber is required for this ShardIteratorType"));
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw AwsServiceException.validation("Invalid SequenceNumber: " + text);
        }
    }

    private OpenTable byArn(String arn) {
        return tables.all().stream()
                .filter(table -> table.stream().isPresent())
                .filter(table -> TableJson.streamArn(table).equals(arn))
                .findFirst()
                .orElseThrow(() -> notFound("Stream", arn));
    }

    private static StreamLog log(OpenTable table) {
        return table.stream().orElseThrow();
    }

    private static AwsServiceException notFound(String what, String name) {
        return AwsServiceException.dynamo(
                "ResourceNotFoundException", "Requested resource not found: " + what + ": " + name + " not found");
    }
}
