package farebox.models.cache;

import farebox.kernel.ByteCount;
import farebox.models.registry.ETag;
import farebox.models.registry.InMemoryObjectStore;
import farebox.models.registry.ObjectKey;
import farebox.models.registry.ObjectStore;
import farebox.models.registry.Piece;
import farebox.models.registry.Reading;
import farebox.models.registry.StoredObject;
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

/** A store whose next answers go wrong as told, one fault for each range that is asked for. */
final class FaultyObjectStore implements ObjectStore {
    final InMemoryObjectStore real = new InMemoryObjectStore();
    final AtomicInteger heads = new AtomicInteger();
    final AtomicInteger ranges = new AtomicInteger();
    final AtomicInteger reads = new AtomicInteger();
    final AtomicLong bytesAskedFor = new AtomicLong();

    private final Queue<UnaryOperator<Piece>> faults = new ConcurrentLinkedQueue<>();

    void next(UnaryOperator<Piece> fault) {
        faults.add(fault);
    }

    void next(int times, UnaryOperator<Piece> fault) {
        for (int i = 0; i < times; i++) {
            next(fault);
        }
    }

    /** The body ends early, as if it were whole. */
    static Piece truncated(Piece piece) {
        byte[] half = half(piece);
        return new Piece.Body(new ByteArrayInputStream(half));
    }

    /** The connection breaks half-way. */
    static Piece broken(Piece piece) {
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
        return new Piece.Body(new SequenceInputStream(new ByteArrayInputStream(half(piece)), breaking));
    }

    /** One bit of the body is another. */
    static Piece flipped(Piece piece) {
        byte[] all = all(piece);
        all[all.length / 2] ^= 1;
        return new Piece.Body(new ByteArrayInputStream(all));
    }

    static Piece changed(Piece piece) {
        return new Piece.Changed();
    }

    static Piece sound(Piece piece) {
        return piece;
    }

    private static byte[] half(Piece piece) {
        byte[] all = all(piece);
        return Arrays.copyOf(all, all.length / 2);
    }

    private static byte[] all(Piece piece) {
        try {
            return ((Piece.Body) piece).stream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<StoredObject> head(ObjectKey key) {
        heads.incrementAndGet();
        return real.head(key);
    }

    @Override
    public Reading read(ObjectKey key, ByteCount limit) {
        reads.incrementAndGet();
        return real.read(key, limit);
    }

    @Override
    public Reading readUnless(ETag known, ObjectKey key, ByteCount limit) {
        reads.incrementAndGet();
        return real.readUnless(known, key, limit);
    }

    @Override
    public Piece range(ObjectKey key, ETag tag, long from, ByteCount length) {
        ranges.incrementAndGet();
        bytesAskedFor.addAndGet(length.bytes());
        UnaryOperator<Piece> fault = faults.poll();
        Piece piece = real.range(key, tag, from, length);
        return fault == null ? piece : fault.apply(piece);
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
    public List<String> folders(ObjectKey prefix) {
        return real.folders(prefix);
    }
}
