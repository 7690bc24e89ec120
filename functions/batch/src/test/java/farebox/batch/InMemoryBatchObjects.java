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
import java.util.concurrent.atomic.AtomicInteger;

/** Objects in a map. */
public final class InMemoryBatchObjects implements BatchObjects {
    private final Map<String, byte[]> objects = new ConcurrentSkipListMap<>();
    private final AtomicInteger failing = new AtomicInteger();

    public Map<String, byte[]> objects() {
        return objects;
    }

    /** As if the disk were full, so many times. */
    public void failNext(int times) {
        failing.set(times);
    }

    @Override
    public void put(String key, FileContents.Writer writer) {
        if (failing.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new Unavailable(
                    "the object could not be written",
                    Duration.ofSeconds(1),
                    new IOException("No space left on device"));
        }
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
