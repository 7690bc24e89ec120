package farebox.training.pipeline;

import farebox.kernel.ByteCount;
import farebox.kernel.Sha256;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** One bucket in memory, without versions. */
public final class InMemoryTrainingObjects implements PipelineObjects.Uploads, PipelineObjects.RunFolders {
    private final String bucket;
    private final TreeMap<String, byte[]> contents = new TreeMap<>();
    private final TreeMap<String, byte[]> copies = new TreeMap<>();

    public InMemoryTrainingObjects(String bucket) {
        this.bucket = bucket;
    }

    /** Writes a text and returns its state. */
    public SourceObject put(String key, String text) {
        write(key, text.getBytes(StandardCharsets.UTF_8));
        return find(key).orElseThrow();
    }

    public Optional<String> text(String key) {
        return Optional.ofNullable(contents.get(key)).map(content -> new String(content, StandardCharsets.UTF_8));
    }

    @Override
    public String bucket() {
        return bucket;
    }

    @Override
    public Optional<SourceObject> find(String key) {
        return Optional.ofNullable(contents.get(key))
                .map(content ->
                        new SourceObject(bucket, key, "", Sha256.of(content).hex(), new ByteCount(content.length)));
    }

    @Override
    public <T> Optional<T> read(SourceObject object, Function<InputStream, T> reader) {
        return present(object)
                ? Optional.of(reader.apply(new ByteArrayInputStream(contents.get(object.key()))))
                : Optional.empty();
    }

    @Override
    public boolean copy(SourceObject from, String toBucket, String key) {
        boolean present = present(from);
        if (present) {
            copies.put(toBucket + "/" + key, contents.get(from.key()));
        }
        return present;
    }

    /** What was copied, by bucket and key. */
    public Optional<String> copied(String bucketAndKey) {
        return Optional.ofNullable(copies.get(bucketAndKey)).map(copy -> new String(copy, StandardCharsets.UTF_8));
    }

    @Override
    public void write(String key, byte[] content) {
        contents.put(key, content.clone());
    }

    private boolean present(SourceObject object) {
        return find(object.key()).equals(Optional.of(object));
    }

    @Override
    public List<String> keys(String prefix) {
        return contents.tailMap(prefix).keySet().stream()
                .takeWhile(key -> key.startsWith(prefix))
                .toList();
    }
}
