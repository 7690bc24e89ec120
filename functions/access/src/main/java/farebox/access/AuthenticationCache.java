package farebox.access;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What recent checks found, by digest and never by key. It forgets by the clock, and the least recently used entry when
 * it is full. The lookup is by hash and not in constant time, which tells nothing: without the pepper nobody can choose
 * a digest.
 */
final class AuthenticationCache<T> {
    private final int capacity;
    private final Map<KeyDigest, Entry<T>> entries = new LinkedHashMap<>(16, 0.75f, true);

    /** Good from the one instant until before the other; a clock that was set back makes no entry live longer. */
    private record Entry<T>(T found, Instant from, Instant until) {
        boolean isGood(Instant now) {
            return !now.isBefore(from) && now.isBefore(until);
        }
    }

    AuthenticationCache(int capacity) {
        this.capacity = capacity;
    }

    synchronized Optional<T> find(KeyDigest digest, Instant now) {
        Entry<T> entry = entries.get(digest);
        if (entry == null) {
            return Optional.empty();
        }
        if (!entry.isGood(now)) {
            entries.remove(digest);
            return Optional.empty();
        }
        return Optional.of(entry.found());
    }

    /** @param end when the finding is no longer true, however long an entry may live */
    synchronized void keep(KeyDigest digest, T found, Instant now, Duration life, Instant end) {
        Instant until = now.plus(life);
        entries.put(digest, new Entry<>(found, now, until.isBefore(end) ? until : end));
        if (entries.size() > capacity) {
            entries.remove(entries.keySet().iterator().next());
        }
    }
}
