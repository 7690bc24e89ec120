package farebox.kernel;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was found a moment ago, by key: each value for a time, and the least recently used ones go when there are too
 * many. A clock that was set back makes none live longer. Safe for many threads.
 */
public final class ExpiringCache<K, V> {
    /** Never expires by time, only by count. */
    public static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

    private final Duration ttl;
    private final int capacity;
    private final InstantSource clock;
    private final Executor background;
    private final Map<K, Entry<V>> entries = new LinkedHashMap<>(16, 0.75f, true);
    /** Of callers who wait for them. */
    private final Map<K, CompletableFuture<Optional<V>>> lookUps = new ConcurrentHashMap<>();

    /** @param background runs the look-ups that renew a value before it expires */
    public ExpiringCache(Duration ttl, int capacity, InstantSource clock, Executor background) {
        this.ttl = ttl;
        this.capacity = capacity;
        this.clock = clock;
        this.background = background;
    }

    /** A cache whose values are not renewed before they expire. */
    public ExpiringCache(Duration ttl, int capacity, InstantSource clock) {
        this(ttl, capacity, clock, Runnable::run);
    }

    public synchronized Optional<V> find(K key) {
        return Optional.ofNullable(live(key)).map(entry -> entry.value);
    }

    /**
     * As {@link #find}; a value found in the second half of its life is looked up again in the background, so that
     * callers who come often never wait for it.
     *
     * @param lookUp finds the value as it is now; empty if there is none, which is not kept
     */
    public Optional<V> find(K key, Supplier<Optional<V>> lookUp) {
        Optional<Entry<V>> found;
        boolean due;
        synchronized (this) {
            found = Optional.ofNullable(live(key));
            due = found.map(entry -> entry.takeRenewal(clock.instant())).orElse(false);
        }
        if (due) {
            background.execute(() -> renew(key, lookUp));
        }
        return found.map(entry -> entry.value);
    }

    /** As {@link #find(Object, Supplier)}; what is not there is looked up, once for all callers who wait for it. */
    public Optional<V> get(K key, Supplier<Optional<V>> lookUp) {
        return find(key, lookUp).or(() -> lookUpOnce(key, lookUp));
    }

    public void put(K key, V value) {
        put(key, value, Instant.MAX);
    }

    /** @param end when the value is no longer true, however long one may live */
    public void put(K key, V value, Instant end) {
        put(key, value, clock.instant(), end);
    }

    private synchronized void put(K key, V value, Instant from, Instant end) {
        Instant until = ttl.equals(FOREVER) ? Instant.MAX : from.plus(ttl);
        entries.put(key, new Entry<>(value, from, until.isBefore(end) ? until : end));
        if (entries.size() > capacity) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    private Optional<V> lookUpOnce(K key, Supplier<Optional<V>> lookUp) {
        CompletableFuture<Optional<V>> own = new CompletableFuture<>();
        CompletableFuture<Optional<V>> other = lookUps.putIfAbsent(key, own);
        if (other != null) {
            // That there is none may have changed since the other caller asked, and its failure is not this caller's.
            return other.join().or(() -> lookUp(key, lookUp));
        }
        Optional<V> value = Optional.empty();
        try {
            value = lookUp(key, lookUp);
            return value;
        } finally {
            lookUps.remove(key);
            own.complete(value);
        }
    }

    private Optional<V> lookUp(K key, Supplier<Optional<V>> lookUp) {
        Instant from = clock.instant(); // What is found may have changed since.
        Optional<V> value = lookUp.get();
        value.ifPresentOrElse(found -> put(key, found, from, Instant.MAX), () -> remove(key));
        return value;
    }

    private void renew(K key, Supplier<Optional<V>> lookUp) {
        try {
            lookUp(key, lookUp);
        } catch (Failure e) {
            // The value lives on until it expires; then a caller looks up and is told.
        }
    }

    private synchronized void remove(K key) {
        entries.remove(key);
    }

    private @Nullable Entry<V> live(K key) {
        Entry<V> entry = entries.get(key);
        if (entry != null && !entry.isLive(clock.instant())) {
            entries.remove(key);
            return null;
        }
        return entry;
    }

    private static final class Entry<V> {
        private final V value;
        private final Instant from;
        private final Instant until;
        /** Known beforehand: dividing a duration takes longer than all else of a look-up. */
        private final Instant renewable;

        private boolean renewing;

        private Entry(V value, Instant from, Instant until) {
            this.value = value;
            this.from = from;
            this.until = until;
            this.renewable = until.equals(Instant.MAX)
                    ? Instant.MAX
                    : from.plus(Duration.between(from, until).dividedBy(2));
        }

        private boolean isLive(Instant now) {
            return !now.isBefore(from) && now.isBefore(until);
        }

        /** Whether the caller is the one to look the value up again. */
        private boolean takeRenewal(Instant now) {
            boolean due = !renewing && now.isAfter(renewable);
            renewing |= due;
            return due;
        }
    }
}
