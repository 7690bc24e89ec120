package farebox.publication;

import farebox.kernel.ByteCount;
import farebox.kernel.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Uploads in memory, in a bucket without versions. */
public final class InMemoryModelUploads implements ModelUploads {
    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();

    @Override
    public String bucket() {
        return "uploads";
    }

    @Override
    public Optional<UploadedObject> find(String key) {
        return Optional.ofNullable(objects.get(key))
                .map(content -> new UploadedObject(key, "", Sha256.of(content).hex(), new ByteCount(content.length)));
    }

    @Override
    public boolean fetch(UploadedObject object, Path file) {
        if (!find(object.key()).equals(Optional.of(object))) {
            return false;
        }
        try {
            Files.write(file, objects.getOrDefault(object.key(), new byte[0]));
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<byte[]> read(String key, ByteCount limit) {
        return Optional.ofNullable(objects.get(key))
                .map(content -> Arrays.copyOf(content, Math.toIntExact(Math.min(content.length, limit.bytes()))));
    }

    @Override
    public void put(String key, byte[] content) {
        objects.put(key, content.clone());
    }

    @Override
    public void delete(String key) {
        objects.remove(key);
    }
}
