package farebox.batch;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Uploaded objects in a map. */
public final class InMemoryUploads implements Uploads {
    private final ConcurrentSkipListMap<String, Stored> objects = new ConcurrentSkipListMap<>();

    private record Stored(String etag, byte[] content) {}

    /** @param etag of this state of the object */
    public void put(String key, String etag, byte[] content) {
        objects.put(key, new Stored(etag, content));
    }

    @Override
    public Optional<InputStream> open(ObjectState object) {
        return Optional.ofNullable(objects.get(object.key()))
                .filter(stored -> stored.etag().equals(object.etag()))
                .map(stored -> new ByteArrayInputStream(stored.content()));
    }

    @Override
    public List<ObjectState> list(String prefix, int limit) {
        return objects.tailMap(prefix).entrySet().stream()
                .takeWhile(entry -> entry.getKey().startsWith(prefix))
                .limit(limit)
                .map(entry -> new ObjectState(entry.getKey(), entry.getValue().etag()))
                .toList();
    }
}
