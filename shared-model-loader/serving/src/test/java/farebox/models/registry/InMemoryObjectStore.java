package farebox.models.registry;

import farebox.kernel.ByteCount;
import farebox.kernel.DataCorrupted;
import farebox.kernel.Sha256;
import farebox.models.registry.ObjectStore.FirstRange;
import farebox.models.registry.ObjectStore.RangeReadResult;
import farebox.models.registry.ObjectStore.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Objects in memory, for tests and for trying things out. */
public final class InMemoryObjectStore implements ObjectStore {
    private final ConcurrentSkipListMap<String, ReadResult.Found> objects = new ConcurrentSkipListMap<>();
    private final InstantSource clock;

    public InMemoryObjectStore() {
        this(InstantSource.fixed(Instant.parse("2026-01-31T12:00:00Z")));
    }

    /** @param clock says when objects were written */
    public InMemoryObjectStore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Optional<StoredObject> head(ObjectKey key) {
        return Optional.ofNullable(objects.get(key.value()))
                .map(object -> new StoredObject(object.tag(), new ByteCount(object.content().length)));
    }

    @Override
    public ReadResult read(ObjectKey key, ByteCount limit) {
        ReadResult.Found object = objects.get(key.value());
        if (object == null) {
            return new ReadResult.Missing();
        }
        if (object.content().length > limit.bytes()) {
            throw new DataCorrupted(key + " is larger than " + limit.bytes() + " bytes");
        }
        return object;
    }

    @Override
    public Optional<FirstRange> first(ObjectKey key, ByteCount length) {
        return Optional.ofNullable(objects.get(key.value())).map(object -> {
            byte[] content = object.content();
            int count = (int) Math.min(length.bytes(), content.length);
            return new FirstRange(
                    new StoredObject(object.tag(), new ByteCount(content.length)),
                    new ByteArrayInputStream(content, 0, count));
        });
    }

    @Override
    public RangeReadResult range(ObjectKey key, ETag tag, long from, ByteCount length) {
        ReadResult.Found object = objects.get(key.value());
        if (object == null || !object.tag().equals(tag)) {
            return new RangeReadResult.Changed();
        }
        return new RangeReadResult.Body(
                new ByteArrayInputStream(object.content(), Math.toIntExact(from), Math.toIntExact(length.bytes())));
    }

    @Override
    public boolean create(ObjectKey key, byte[] content) {
        return objects.putIfAbsent(key.value(), object(content)) == null;
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
        ReadResult.Found now = objects.get(key.value());
        return now != null && now.tag().equals(expected) && objects.replace(key.value(), now, object(content));
    }

    @Override
    public List<ObjectKey> keys(ObjectKey prefix) {
        return objects.tailMap(prefix.value()).keySet().stream()
                .takeWhile(key -> key.startsWith(prefix.value()))
                .map(ObjectKey::new)
                .toList();
    }

    @Override
    public void delete(ObjectKey key) {
        objects.remove(key.value());
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
        objects.put(key.value(), object(content));
    }

    private ReadResult.Found object(byte[] content) {
        return new ReadResult.Found(
                content.clone(), new ETag('"' + Sha256.of(content).hex() + '"'), clock.instant());
    }
}
