package farebox.local.sagemaker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/** Objects in a sorted map, by bucket and key with a slash between. */
final class InMemoryObjects implements TrainingObjectStore {
    private final TreeMap<String, byte[]> objects = new TreeMap<>();
    private boolean broken;

    /** From now on no object can be written, for a reason that nobody has thought of. */
    void breakDown() {
        broken = true;
    }

    InMemoryObjects with(String place, String text) {
        objects.put(place, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return this;
    }

    byte[] get(String place) {
        byte[] bytes = objects.get(place);
        if (bytes == null) {
            throw new AssertionError("no object " + place + " among " + objects.keySet());
        }
        return bytes;
    }

    boolean has(String place) {
        return objects.containsKey(place);
    }

    @Override
    public synchronized List<String> list(String bucket, String prefix) {
        String start = bucket + "/";
        return objects.keySet().stream()
                .filter(place -> place.startsWith(start + prefix))
                .map(place -> place.substring(start.length()))
                .toList();
    }

    @Override
    public synchronized void download(String bucket, String key, Path file) throws IOException {
        Files.write(file, get(bucket + "/" + key));
    }

    @Override
    public synchronized void upload(Path file, String bucket, String key) throws IOException {
        if (broken) {
            throw new IllegalStateException("the store is broken");
        }
        objects.put(bucket + "/" + key, Files.readAllBytes(file));
    }
}
