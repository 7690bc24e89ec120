package farebox.models.registry;

import farebox.kernel.ByteCount;
import farebox.kernel.Corrupt;
import farebox.kernel.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Objects in memory, for tests and for trying things out. */
public final class InMemoryObjectStore implements ObjectStore {
    private final ConcurrentSkipListMap<String, byte[]> objects = new ConcurrentSkipListMap<>();

    @Override
    public Optional<StoredObject> head(ObjectKey key) {
        return Optional.ofNullable(objects.get(key.value()))
                .map(content -> new StoredObject(tag(content), new ByteCount(content.length)));
    }

    @Override
    public Reading read(ObjectKey key, ByteCount limit) {
        byte[] content = objects.get(key.value());
        if (content == null) {
            return new Reading.Missing();
        }
        if (content.length > limit.bytes()) {
            throw new Corrupt(key + " is larger than " + limit.bytes() + " bytes");
        }
        return new Reading.Found(content, tag(content));
    }

    @Override
    public Reading readUnless(ETag known, ObjectKey key, ByteCount limit) {
        Reading reading = read(key, limit);
        boolean unchanged =
                reading instanceof Reading.Found found && found.tag().equals(known);
        return unchanged ? new Reading.Unchanged() : reading;
    }

    @Override
    public Piece range(ObjectKey key, ETag tag, long from, ByteCount length) {
        byte[] content = objects.get(key.value());
        if (content == null || !tag(content).equals(tag)) {
            return new Piece.Changed();
        }
        return new Piece.Body(
                new ByteArrayInputStream(content, Math.toIntExact(from), Math.toIntExact(length.bytes())));
    }

    @Override
    public boolean create(ObjectKey key, byte[] content) {
        return objects.putIfAbsent(key.value(), content.clone()) == null;
    }

    @Override
    public boolean create(ObjectKey key, Path content) {
        try {
            return create(key, Files.readAllBytes(content));
        } catch (IOException e) {
            throw new UncheckedIOException("a file of ours cannot be read", e);
        }
    }

    @Override
    public boolean replace(ObjectKey key, ETag expected, byte[] content) {
        byte[] now = objects.get(key.value());
        return now != null && tag(now).equals(expected) && objects.replace(key.value(), now, content.clone());
    }

    @Override
    public List<String> folders(ObjectKey prefix) {
        return objects.tailMap(prefix.value()).keySet().stream()
                .takeWhile(key -> key.startsWith(prefix.value()))
                .map(key -> key.substring(prefix.value().length()))
                .filter(rest -> rest.contains("/"))
                .map(rest -> rest.substring(0, rest.indexOf('/')))
                .distinct()
                .toList();
    }

    /** Changes an object whatever its state, as a hand in the console would. */
    public void overwrite(ObjectKey key, byte[] content) {
        objects.put(key.value(), content.clone());
    }

    private static ETag tag(byte[] content) {
        return new ETag('"' + Sha256.of(content).hex() + '"');
    }
}
