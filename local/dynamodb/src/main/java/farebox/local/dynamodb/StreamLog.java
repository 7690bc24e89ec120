package farebox.local.dynamodb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.store.ByteRange;
import farebox.local.store.SortedBytes;
import farebox.local.store.WriteBatch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The records of one table's stream, all in one shard. Sequence numbers go on after a restart and after the last record
 * has been trimmed.
 */
final class StreamLog {
    static final Duration KEPT = Duration.ofHours(24);
    private static final int SEQUENCE_DIGITS = 40;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SortedBytes records;
    private final SortedBytes floors;
    private final byte[] name;
    private final Instant created;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition appended = lock.newCondition();
    private long last;
    private volatile String newest;

    /** @param floors holds, by table, the greatest sequence number that was ever trimmed */
    StreamLog(SortedBytes records, SortedBytes floors, String table, Instant created) {
        this.records = records;
        this.floors = floors;
        this.name = table.getBytes(StandardCharsets.UTF_8);
        this.created = created;
        this.last = records.lastKey()
                .or(() -> floors.find(name))
                .map(StreamLog::text)
                .map(Long::parseLong)
                .orElse(0L);
        this.newest = sequence(last);
    }

    Instant created() {
        return created;
    }

    SortedBytes records() {
        return records;
    }

    /** Where a reader stands that wants only what is still to come. */
    String newest() {
        return newest;
    }

    /** The sequence number that the next record gets. */
    String reserve() {
        return sequence(++last);
    }

    void append(String sequence, ObjectNode record, WriteBatch writeBatch) {
        writeBatch.put(records, bytes(sequence), bytes(record.toString()));
        writeBatch.afterwards(() -> tell(sequence));
    }

    /** The records after this one, oldest first, without those that are too old. */
    List<TableStreamRecord> after(String sequence, int limit, Instant now) {
        List<TableStreamRecord> found = new ArrayList<>();
        ByteRange range = ByteRange.all().after(bytes(sequence));
        records.visit(range, true, (key, value) -> {
            // They lie in the order of their time: behind one that is young enough all are.
            if (!found.isEmpty() || !isOld(value, now)) {
                found.add(new TableStreamRecord(text(key), text(value)));
            }
            return found.size() < limit;
        });
        return found;
    }

    /** Removes what is too old. */
    void trim(Instant now, WriteBatch writeBatch) {
        List<byte[]> old = new ArrayList<>();
        records.visit(ByteRange.all(), true, (key, value) -> isOld(value, now) && old.add(key));
        old.forEach(key -> writeBatch.remove(records, key));
        if (!old.isEmpty()) {
            writeBatch.put(floors, name, old.getLast());
        }
    }

    /** The oldest sequence number there is, if any. */
    Optional<String> oldest(Instant now) {
        return after("", 1, now).stream().map(TableStreamRecord::sequence).findFirst();
    }

    /** Waits until there is a record after this one, but no longer than told. */
    void await(String sequence, Duration wait) throws InterruptedException {
        long nanos = wait.toNanos();
        lock.lockInterruptibly();
        try {
            while (newest.compareTo(sequence) <= 0 && nanos > 0) {
                nanos = appended.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    static String sequence(long number) {
        String digits = Long.toString(number);
        return "0".repeat(SEQUENCE_DIGITS - digits.length()) + digits;
    }

    static JsonNode read(TableStreamRecord record) {
        return parse(record.json());
    }

    private void tell(String sequence) {
        lock.lock();
        try {
            newest = sequence;
            appended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static boolean isOld(byte[] record, Instant now) {
        long seconds = parse(text(record))
                .path("dynamodb")
                .path("ApproximateCreationDateTime")
                .asLong();
        return Instant.ofEpochSecond(seconds).plus(KEPT).isBefore(now);
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored stream record cannot be read", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
