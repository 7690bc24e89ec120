package farebox.training.pipeline;

import farebox.kernel.ByteCount;
import farebox.kernel.Sha256;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Objects in memory, without versions. */
public final class InMemoryTrainingObjects implements TrainingObjects {
    private final TreeMap<String, byte[]> contents = new TreeMap<>();

    /** Writes a text and returns its state. */
    public SourceObject put(String bucket, String key, String text) {
        write(bucket, key, text.getBytes(StandardCharsets.UTF_8));
        return find(bucket, key).orElseThrow();
    }

    public Optional<String> text(String bucket, String key) {
        return Optional.ofNullable(contents.get(bucket + "/" + key))
                .map(content -> new String(content, StandardCharsets.UTF_8));
    }

    @Override
    public Optional<SourceObject> find(String bucket, String key) {
        return Optional.ofNullable(contents.get(bucket + "/" + key))
                .map(content -> new SourceObject(
                        bucket, key, "", Sha256.of(content).hex(), new ByteCount(content.length)));
    }

    @Override
    public <T> Optional<T> read(SourceObject object, Function<InputStream, T> reader) {
        return present(object)
                ? Optional.of(reader.apply(
                        new ByteArrayInputStream(contents.get(object.bucket() + "/" + object.key()))))
                : Optional.empty();
    }

    @Override
    public boolean copy(SourceObject from, String bucket, String key) {
        if (!present(from)) {
            return false;
        }
        contents.put(bucket + "/" + key, contents.get(from.bucket() + "/" + from.key()));
        return true;
    }

    @Override
    public void write(String bucket, String key, byte[] content) {
        contents.put(bucket + "/" + key, content.clone());
    }

    private boolean present(SourceObject object) {
        return find(object.bucket(), object.key()).equals(Optional.of(object));
    }
}
