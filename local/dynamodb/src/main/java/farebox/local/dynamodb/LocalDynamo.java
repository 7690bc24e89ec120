package farebox.local.dynamodb;

import farebox.kernel.InvalidRequest;
import farebox.local.awsjson.AwsOperation;
import farebox.local.awsjson.AwsService;
import farebox.local.awsjson.AwsServiceException;
import farebox.local.store.LocalStore;
import farebox.local.store.SortedBytes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * DynamoDB on this machine. The services are for an {@link farebox.local.awsjson.AwsJsonEndpoint}; the rest is for the
 * parts of the local emulator that run in the same process.
 */
public final class LocalDynamo implements AutoCloseable {
    private final LocalStore store;
    private final InstantSource clock;
    private final OpenTables tables;
    private final SortedBytes checkpoints;
    private final TransactOperations transactions;

    private LocalDynamo(LocalStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        this.tables = OpenTables.in(store);
        this.checkpoints = store.run(writeBatch -> store.map("checkpoints"));
        this.transactions = new TransactOperations(store, tables, clock);
    }

    /** @throws farebox.kernel.Failure as {@link LocalStore#open} */
    public static LocalDynamo open(Path folder, InstantSource clock) {
        return new LocalDynamo(LocalStore.open(folder), clock);
    }

    /** The file that holds the tables, for others that keep something in it; closed with this. */
    public LocalStore store() {
        return store;
    }

    /** DynamoDB and DynamoDB Streams. */
    public List<AwsService> services() {
        Map<String, AwsOperation> operations = new HashMap<>();
        operations.putAll(new TableOperations(store, tables, clock).all());
        operations.putAll(new ItemOperations(store, tables, clock).all());
        operations.putAll(new ReadOperations(store, tables).all());
        operations.putAll(transactions.all());
        return List.of(
                new AwsService("DynamoDB_20120810", AwsService.JSON_1_0, operations),
                new AwsService(
                        "DynamoDBStreams_20120810",
                        AwsService.JSON_1_0,
                        new StreamOperations(store, tables, clock).all()));
    }

    /**
     * Makes a table if it is not there. One that is keeps its items and takes over a changed expiry.
     *
     * @throws InvalidRequest if the table is there with other keys, indexes or stream
     */
    public void create(TableDefinition wanted) {
        store.run(writeBatch -> {
            OpenTable openTable = tables.find(wanted.name())
                    .orElseGet(() -> tables.create(wanted.withoutExpiry(), clock.instant(), writeBatch));
            refuseChanged(openTable.definition(), wanted);
            tables.redefine(openTable, wanted, writeBatch);
            return openTable;
        });
    }

    /**
     * The records after this one, oldest first.
     *
     * @param afterSequence empty for the oldest record there is
     * @param wait how long to wait for the first one
     * @return empty if there was none in that time
     */
    public List<TableStreamRecord> read(String table, String afterSequence, int limit, Duration wait)
            throws InterruptedException {
        StreamLog log = log(table);
        log.await(afterSequence.isEmpty() ? StreamLog.sequence(0) : afterSequence, wait);
        return store.run(writeBatch -> log.after(afterSequence, limit, clock.instant()));
    }

    /** The one shard of the table's stream. */
    public String shardId(String table) {
        log(table);
        return StreamOperations.SHARD;
    }

    public String streamArn(String table) {
        log(table);
        return TableJson.streamArn(tables.require(table));
    }

    /** @return the sequence number up to which the consumer is done; empty if it has not begun */
    public String checkpoint(String consumer) {
        return store.run(writeBatch -> checkpoints
                .find(bytes(consumer))
                .map(sequence -> new String(sequence, StandardCharsets.UTF_8))
                .orElse(""));
    }

    /** Remembers up to where the consumer is done; on disk when this returns. */
    public void checkpoint(String consumer, String sequence) {
        store.run(writeBatch -> {
            writeBatch.put(checkpoints, bytes(consumer), bytes(sequence));
            return sequence;
        });
    }

    /**
     * Deletes items whose time is over, stream records older than 24 hours and old transaction tokens.
     *
     * @return how many items were deleted
     */
    public int sweep() {
        Instant now = clock.instant();
        store.run(writeBatch -> {
            transactions.tokens().trim(now, writeBatch);
            tables.all().forEach(openTable -> openTable.stream().ifPresent(stream -> stream.trim(now, writeBatch)));
            return now;
        });
        ExpirySweep expirySweep = new ExpirySweep(store, now);
        return tables.all().stream().mapToInt(expirySweep::run).sum();
    }

    @Override
    public void close() {
        store.close();
    }

    private static void refuseChanged(TableDefinition there, TableDefinition wanted) {
        if (there.withoutExpiry().equals(wanted.withoutExpiry())) {
            return;
        }
        String what = !there.keys().equals(wanted.keys())
                ? "key schema"
                : there.stream().equals(wanted.stream()) ? "indexes" : "stream";
        throw new InvalidRequest("the table " + wanted.name() + " in the data folder has another " + what
                + " than the template; remove the data (farebox reset) or give the table another name");
    }

    private StreamLog log(String table) {
        return tables.find(table)
                .flatMap(OpenTable::stream)
                .orElseThrow(() -> AwsServiceException.dynamo(
                        "ResourceNotFoundException", "Requested resource not found: no stream on table " + table));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
