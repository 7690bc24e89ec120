package farebox.local.template;

import farebox.kernel.ByteCount;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a template deploys, resolved: all that the local emulator has to start.
 *
 * @param outputs those of the template, by name
 */
public record Deployment(
        List<Function> functions,
        List<Table> tables,
        List<Bucket> buckets,
        RestApi api,
        List<UsagePlan> usagePlans,
        Workflows workflows,
        Map<String, String> outputs) {
    public Deployment {
        outputs = Map.copyOf(outputs);
        functions = List.copyOf(functions);
        tables = List.copyOf(tables);
        buckets = List.copyOf(buckets);
        usagePlans = List.copyOf(usagePlans);
    }

    /**
     * @param id its logical id
     * @param handler the handler's class, with {@code ::method} if the template has one
     * @param code what CodeUri leads to, absolute
     * @param environment only what the template sets
     * @param mostAtOnce how many may run at the same time; 0 means none ever
     */
    public record Function(
            String id,
            String name,
            String handler,
            Path code,
            ByteCount memory,
            Duration timeout,
            Map<String, String> environment,
            int mostAtOnce,
            List<Stream> streams,
            List<QueueSource> queues) {
        /** What an account allows when the template reserves nothing. */
        public static final int UNRESERVED = 1_000;

        public Function {
            environment = Map.copyOf(environment);
            streams = List.copyOf(streams);
            queues = List.copyOf(queues);
        }
    }

    /**
     * A queue whose messages a function is called with.
     *
     * @param queue the name of the queue
     * @param batchingWindow how long messages are gathered before a call
     * @param reportsItems whether the function names the messages that failed (ReportBatchItemFailures)
     * @param concurrency calls at once
     */
    public record QueueSource(
            String queue, int batchSize, Duration batchingWindow, boolean reportsItems, int concurrency) {
        /** Lambda begins with five; two keep a laptop's processors free for the API. */
        static final int DEFAULT_CONCURRENCY = 2;
    }

    /**
     * A table's changes that a function is called with.
     *
     * @param table the name of the table
     * @param fromTheOldest whether it starts at the oldest record kept (TRIM_HORIZON), else at the newest
     * @param batchingWindow how long records are gathered before a call
     * @param tumblingWindow zero if the function keeps no state from call to call
     * @param retries how often a failed batch is tried again; {@link #UNLIMITED} as long as the record is kept
     * @param reportsItems whether the function names the records that failed (ReportBatchItemFailures)
     */
    public record Stream(
            String table,
            boolean fromTheOldest,
            int batchSize,
            Duration batchingWindow,
            Duration tumblingWindow,
            int retries,
            boolean bisects,
            boolean reportsItems) {
        public static final int UNLIMITED = -1;
    }

    /**
     * @param key the partition key, and the sort key if there is one
     * @param timeToLive the attribute with the second after which an item is removed; empty if items stay
     */
    public record Table(String name, List<KeyPart> key, List<Index> indexes, StreamView stream, String timeToLive) {
        public Table {
            key = List.copyOf(key);
            indexes = List.copyOf(indexes);
        }
    }

    /** @param type DynamoDB's letter: S, N or B */
    public record KeyPart(String attribute, String type) {}

    /**
     * A global secondary index.
     *
     * @param projection ALL, KEYS_ONLY or INCLUDE
     * @param included the attributes that INCLUDE adds
     */
    public record Index(String name, List<KeyPart> key, String projection, List<String> included) {
        public Index {
            key = List.copyOf(key);
            included = List.copyOf(included);
        }
    }

    /** What a table's stream shows of a change. */
    public enum StreamView {
        NONE,
        KEYS_ONLY,
        NEW_IMAGE,
        OLD_IMAGE,
        NEW_AND_OLD_IMAGES
    }

    /** @param sendsEvents whether EventBridge is told of what is stored in it */
    public record Bucket(String id, String name, boolean sendsEvents) {}
}
