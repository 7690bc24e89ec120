package farebox.local.lambda.stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A shard in memory; it never waits longer than asked. */
final class InMemorySource implements StreamSource {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<StreamChange> records = new ArrayList<>();
    private String checkpoint = TRIM_HORIZON;

    /** Adds a record with the next sequence number, 001 and so on. */
    synchronized void add(Instant created) {
        String sequence = "%03d".formatted(records.size() + 1);
        ObjectNode json = JSON.createObjectNode().put("eventID", sequence).put("eventName", "INSERT");
        json.putObject("dynamodb")
                .put("SequenceNumber", sequence)
                .put("ApproximateCreationDateTime", created.toEpochMilli() / 1e3);
        records.add(StreamChange.of(json));
        notifyAll();
    }

    @Override
    public String arn() {
        return "arn:aws:dynamodb:us-east-1:000000000000:table/events/stream/1";
    }

    @Override
    public String shard() {
        return "shardId-1";
    }

    @Override
    public synchronized List<StreamChange> read(String after, int limit, Duration wait) throws InterruptedException {
        long deadline = System.nanoTime() + wait.toNanos();
        while (true) {
            List<StreamChange> found = after(after, limit);
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (!found.isEmpty() || left <= 0) {
                return found;
            }
            wait(left);
        }
    }

    @Override
    public synchronized String checkpoint() {
        return checkpoint;
    }

    @Override
    public synchronized void checkpoint(String sequence) {
        checkpoint = sequence;
        notifyAll();
    }

    synchronized void awaitCheckpoint(String sequence) throws InterruptedException {
        while (!checkpoint.equals(sequence)) {
            wait();
        }
    }

    private List<StreamChange> after(String sequence, int limit) {
        return records.stream()
                .filter(known -> known.sequence().compareTo(sequence) > 0)
                .limit(limit)
                .toList();
    }
}
