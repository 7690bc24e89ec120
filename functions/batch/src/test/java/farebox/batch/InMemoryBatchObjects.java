package farebox.batch;

import farebox.files.FileContents;
import farebox.kernel.Unavailable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Objects in a map. */
public final class InMemoryBatchObjects implements BatchObjects {
    private final Map<String, byte[]> objects = new ConcurrentSkipListMap<>();

    public Map<String, byte[]> objects() {
        return objects;
    }

    @Override
    public void put(String key, FileContents.Writer writer) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try {
            writer.writeTo(content);
        } catch (IOException e) {
            throw new Unavailable("the object could not be written", Duration.ofSeconds(1), e);
        }
        objects.put(key, content.toByteArray());
    }

    @Override
    public Optional<InputStream> open(String key) {
        return Optional.ofNullable(objects.get(key)).map(ByteArrayInputStream::new);
    }
}
