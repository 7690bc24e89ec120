package farebox.models.cache;

import farebox.kernel.ByteCount;
import farebox.models.registry.ETag;
import farebox.models.registry.InMemoryObjectStore;
import farebox.models.registry.ObjectKey;
import farebox.models.registry.ObjectStore;
import farebox.models.registry.ObjectStore.FirstRange;
import farebox.models.registry.ObjectStore.RangeReadResult;
import farebox.models.registry.ObjectStore.StoredObject;
import farebox.models.registry.ReadResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** A store whose next answers go wrong as told, one fault for each range that is asked for, the first one too. */
final class FaultyObjectStore implements ObjectStore {
    final InMemoryObjectStore real = new InMemoryObjectStore();
    final AtomicInteger firsts = new AtomicInteger();
    final AtomicInteger ranges = new AtomicInteger();
    final AtomicInteger reads = new AtomicInteger();
    final AtomicLong bytesAskedFor = new AtomicLong();

    private final Queue<UnaryOperator<RangeReadResult>> faults = new ConcurrentLinkedQueue<>();

    void next(UnaryOperator<RangeReadResult> fault) {
        faults.add(fault);
    }

    void next(int times, UnaryOperator<RangeReadResult> fault) {
        for (int i = 0; i < times; i++) {
            next(fault);
        }
    }

    /** The body ends early, as if it were whole. */
    static RangeReadResult truncated(RangeReadResult rangeReadResult) {
        byte[] half = half(rangeReadResult);
        return new RangeReadResult.Body(new ByteArrayInputStream(half));
    }

    /** The connection breaks half-way. */
    static RangeReadResult broken(RangeReadResult rangeReadResult) {
        InputStream breaking = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return read();
            }
        };
        return new RangeReadResult.Body(
                new SequenceInputStream(new ByteArrayInputStream(half(rangeReadResult)), breaking));
    }

    /** One bit of the body is another. */
    static RangeReadResult flipped(RangeReadResult rangeReadResult) {
        byte[] all = all(rangeReadResult);
        all[all.length / 2] ^= 1;
        return new RangeReadResult.Body(new ByteArrayInputStream(all));
    }

    static RangeReadResult changed(RangeReadResult rangeReadResult) {
        return new RangeReadResult.Changed();
    }

    static RangeReadResult sound(RangeReadResult rangeReadResult) {
        return rangeReadResult;
    }

    private static byte[] half(RangeReadResult rangeReadResult) {
        byte[] all = all(rangeReadResult);
        return Arrays.copyOf(all, all.length / 2);
    }

    private static byte[] all(RangeReadResult rangeReadResult) {
        try {
            return body(rangeReadResult).stream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RangeReadResult.Body body(RangeReadResult rangeReadResult) {
        return (RangeReadResult.Body) rangeReadResult;
    }

    @Override
    public Optional<StoredObject> head(ObjectKey key) {
        return real.head(key);
    }

    @Override
    public Optional<FirstRange> first(ObjectKey key, ByteCount length) {
        firsts.incrementAndGet();
        return real.first(key, length)
                .map(first -> new FirstRange(
                        first.object(), body(faulty(new RangeReadResult.Body(first.stream()), length)).stream()));
    }

    @Override
    public ReadResult read(ObjectKey key, ByteCount limit) {
        reads.incrementAndGet();
        return real.read(key, limit);
    }

    @Override
    public RangeReadResult range(ObjectKey key, ETag tag, long from, ByteCount length) {
        return faulty(real.range(key, tag, from, length), length);
    }

    private RangeReadResult faulty(RangeReadResult sound, ByteCount length) {
        ranges.incrementAndGet();
        bytesAskedFor.addAndGet(length.bytes());
        UnaryOperator<RangeReadResult> fault = faults.poll();
        return fault == null ? sound : fault.apply(sound);
    }

    @Override
    public boolean create(ObjectKey key, byte[] content) {
        return real.create(key, content);
    }

    @Override
    public boolean create(ObjectKey key, Path content) {
        return real.create(key, content);
    }

    @Override
    public boolean replace(ObjectKey key, ETag expected, byte[] content) {
        return real.replace(key, expected, content);
    }

    @Override
    public List<ObjectKey> keys(ObjectKey prefix) {
        return real.keys(prefix);
    }

    @Override
    public void delete(ObjectKey key) {
        real.delete(key);
    }

    @Override
    public List<String> folders(ObjectKey prefix) {
        return real.folders(prefix);
    }
}
