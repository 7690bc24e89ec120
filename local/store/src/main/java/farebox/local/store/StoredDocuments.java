package farebox.local.store;

import farebox.local.host.Documents;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Documents in a map of a {@link LocalStore}. */
public final class StoredDocuments implements Documents {
    private final LocalStore store;
    private final SortedBytes map;

    public StoredDocuments(LocalStore store) {
        this.store = store;
        this.map = store.run(writeBatch -> store.map("documents"));
    }

    @Override
    public void write(Map<String, Optional<String>> changes) {
        store.run(writeBatch -> {
            changes.forEach((key, text) -> text.ifPresentOrElse(
                    value -> writeBatch.put(map, bytes(key), bytes(value)), () -> writeBatch.remove(map, bytes(key))));
            return changes.size();
        });
    }

    @Override
    public SortedMap<String, String> read(String prefix) {
        return store.run(writeBatch -> {
            SortedMap<String, String> found = new TreeMap<>();
            map.visit(ByteRange.prefix(bytes(prefix)), true, (key, value) -> {
                found.put(text(key), text(value));
                return true;
            });
            return found;
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
