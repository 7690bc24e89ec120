package farebox.files;

import farebox.kernel.ByteCount;
import farebox.kernel.Sha256;
import farebox.kernel.Unavailable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Contents in a map; its URLs lead nowhere. */
public final class InMemoryFileContents implements FileContents {
    private final Map<String, byte[]> objects = new ConcurrentSkipListMap<>();

    public Map<String, byte[]> objects() {
        return objects;
    }

    @Override
    public ByteCount put(String key, Writer writer) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try {
            writer.writeTo(content);
        } catch (IOException e) {
            throw new Unavailable("the content could not be written", Duration.ofSeconds(1), e);
        }
        objects.put(key, content.toByteArray());
        return new ByteCount(content.size());
    }

    @Override
    public Optional<InputStream> open(String key) {
        return Optional.ofNullable(objects.get(key)).map(ByteArrayInputStream::new);
    }

    @Override
    public void delete(String key) {
        objects.remove(key);
    }

    @Override
    public URI downloadUrl(String key, String filename, Duration lifetime) {
        return URI.create("https://uploads.example/" + key);
    }

    @Override
    public SignedUpload uploadUrl(String key, ByteCount size, Sha256 digest, Duration lifetime) {
        return new SignedUpload(
                URI.create("https://uploads.example/" + key), Map.of("content-length", Long.toString(size.bytes())));
    }
}
