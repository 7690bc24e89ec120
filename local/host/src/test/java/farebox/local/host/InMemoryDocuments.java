package farebox.local.host;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Documents in a sorted map; a service that is built anew on the same instance has been restarted. */
public final class InMemoryDocuments implements Documents {
    private final TreeMap<String, String> texts = new TreeMap<>();

    @Override
    public synchronized void write(Map<String, Optional<String>> changes) {
        changes.forEach((key, text) -> text.ifPresentOrElse(value -> texts.put(key, value), () -> texts.remove(key)));
    }

    @Override
    public synchronized SortedMap<String, String> read(String prefix) {
        return new TreeMap<>(texts.subMap(prefix, prefix + Character.MAX_VALUE));
    }
}
