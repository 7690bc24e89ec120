package farebox.local.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.local.dynamodb.LocalDynamo;
import farebox.local.lambda.LocalLambda;
import farebox.local.lambda.stream.StreamChange;
import farebox.local.lambda.stream.StreamDelivery;
import farebox.local.lambda.stream.StreamMapping;
import farebox.local.lambda.stream.StreamSource;
import farebox.local.lambda.stream.StreamTrigger;
import farebox.local.template.Deployment;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Calls functions with the changes of tables, as the template's event source mappings say. */
final class StreamTriggers implements AutoCloseable {
    /** An event waits longer than any function may run: giving up early would only deliver it twice. */
    private static final Duration TIMEOUT = Duration.ofMinutes(16);

    private final CloseableStack triggers = new CloseableStack();

    private StreamTriggers() {}

    static StreamTriggers start(Deployment deployment, LocalDynamo dynamo, LocalLambda lambda, InstantSource clock) {
        StreamTriggers streamTriggers = new StreamTriggers();
        for (Deployment.Function function : deployment.functions()) {
            for (Deployment.Stream stream : function.streams()) {
                streamTriggers.triggers.add(start(function.name(), stream, dynamo, lambda, clock));
            }
        }
        return streamTriggers;
    }

    @Override
    public void close() {
        triggers.close();
    }

    private static StreamTrigger start(
            String function, Deployment.Stream stream, LocalDynamo dynamo, LocalLambda lambda, InstantSource clock) {
        StreamMapping mapping = new StreamMapping(
                stream.batchSize(), stream.batchingWindow(), stream.tumblingWindow(), stream.reportsItems());
        StreamDelivery delivery = new StreamDelivery(
                new Shard(dynamo, stream.table(), function),
                event -> lambda.invoke(function, event, TIMEOUT),
                mapping,
                clock);
        return StreamTrigger.start(function + "-" + stream.table(), delivery);
    }

    /** The one shard of a table's stream, as read by one function. */
    private record Shard(LocalDynamo dynamo, String table, String consumer) implements StreamSource {
        private static final ObjectMapper JSON = new ObjectMapper();

        @Override
        public String arn() {
            return dynamo.streamArn(table);
        }

        @Override
        public String shard() {
            return dynamo.shardId(table);
        }

        @Override
        public List<StreamChange> read(String after, int limit, Duration wait) throws InterruptedException {
            return dynamo.read(table, after, limit, wait).stream()
                    .map(record -> parsed(record.json()))
                    .toList();
        }

        @Override
        public String checkpoint() {
            return dynamo.checkpoint(consumer + "/" + table);
        }

        @Override
        public void checkpoint(String sequence) {
            dynamo.checkpoint(consumer + "/" + table, sequence);
        }

        private static StreamChange parsed(String json) {
            try {
                return StreamChange.of(JSON.readTree(json));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("the local DynamoDB wrote a record that is no JSON", e);
            }
        }
    }
}
