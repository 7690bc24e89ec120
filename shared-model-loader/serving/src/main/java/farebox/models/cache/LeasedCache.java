package farebox.models.cache;

import farebox.kernel.ByteCount;
import farebox.kernel.Deadline;
import farebox.kernel.NotReady;
import farebox.kernel.Unavailable;
import farebox.models.Lease;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Things that are costly to make, kept by bytes and never beyond them. One caller makes a thing, the others wait for
 * it. What was used longest ago goes first when room is needed, and what nobody uses goes before what somebody does. A
 * thing in use is disposed of by the last one to return it; its bytes count until then, and who needs them waits.
 */
final class LeasedCache<K, V> {
    private static final Logger log = LoggerFactory.getLogger(LeasedCache.class);
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);

    private final ByteCount budget;
    private final Consumer<V> dispose;
    private final Executor makers;
    private final InstantSource clock;
    private final Map<K, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long used;
    /** The part of {@link #used} that is retired and not yet disposed of. */
    private long leaving;
    /** How often bytes became free, so that nobody who waits for some misses it. */
    private long releases;

    /** @param makers runs the making; where it is another thread's, callers stop waiting at their deadline */
    LeasedCache(ByteCount budget, Consumer<V> dispose, Executor makers, InstantSource clock) {
        this.budget = budget;
        this.dispose = dispose;
        this.makers = makers;
        this.clock = clock;
    }

    /**
     * @param weight what the thing counts
     * @throws NotReady if it is still being made at the deadline, or what is in use leaves no room until then
     * @throws Unavailable if it can never fit
     */
    Lease<V> lease(K key, ByteCount weight, Supplier<V> make, Deadline deadline) {
        Claim<Entry> claim = claim(key, weight, deadline);
        try {
            if (claim.first()) {
                start(claim.entry(), make);
            }
            return new Held(claim.entry(), await(claim.entry(), deadline));
        } catch (RuntimeException | Error e) {
            release(claim.entry());
            throw e;
        }
    }

    /** The bytes of all entries and of what is still in use after it was evicted. */
    synchronized ByteCount used() {
        return new ByteCount(used);
    }

    private Claim<Entry> claim(K key, ByteCount weight, Deadline deadline) {
        if (weight.compareTo(budget) > 0) {
            throw new Unavailable(
                    "the model needs " + weight.bytes() + " bytes of a cache of " + budget.bytes(), DEFAULT_RETRY);
        }
        while (true) {
            Attempt<Entry> attempt = tryToClaim(key, weight);
            attempt.evicted().forEach(this::remove);
            if (attempt.claim().isPresent()) {
                return attempt.claim().get();
            }
            awaitRelease(attempt.releases(), deadline);
        }
    }

    private synchronized Attempt<Entry> tryToClaim(K key, ByteCount weight) {
        Entry known = entries.get(key);
        if (known != null) {
            known.leases++;
            return new Attempt<>(Optional.of(new Claim<>(known, false)), List.of(), releases);
        }
        List<Entry> evicted = makeRoom(weight);
        if (used + weight.bytes() > budget.bytes()) {
            return new Attempt<>(Optional.empty(), evicted, releases);
        }
        Entry entry = new Entry(key, weight.bytes());
        entry.leases++;
        entries.put(key, entry);
        used += entry.weight;
        return new Attempt<>(Optional.of(new Claim<>(entry, true)), evicted, releases);
    }

    private synchronized void awaitRelease(long seen, Deadline deadline) {
        try {
            while (releases == seen) {
                long left = deadline.remaining(clock).toMillis();
                if (left == 0) {
                    throw new NotReady(
                            "the models in use leave no room for this one; ask again in a moment", DEFAULT_RETRY);
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("this process is being stopped", DEFAULT_RETRY, e);
        }
    }

    private void start(Entry entry, Supplier<V> make) {
        synchronized (this) {
            entry.leases++; // The making's own, so that nothing is disposed of before it is there.
        }
        try {
            makers.execute(() -> make(entry, make));
        } catch (RuntimeException | Error e) {
            abandon(entry, e);
            release(entry);
            throw e;
        }
    }

    private void make(Entry entry, Supplier<V> make) {
        try {
            entry.made.complete(make.get());
        } catch (RuntimeException | Error e) {
            abandon(entry, e);
        } finally {
            release(entry);
        }
    }

    /** Kept from the next caller, who tries again; told to everyone who waits for this one. */
    private void abandon(Entry entry, Throwable failure) {
        retire(entry);
        entry.made.completeExceptionally(failure);
    }

    private V await(Entry entry, Deadline deadline) {
        try {
            return entry.made.get(deadline.remaining(clock).toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new NotReady("the model is being loaded; ask again in a moment", DEFAULT_RETRY, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("this process is being stopped", DEFAULT_RETRY, e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }

    /**
     * Retires until the weight fits, or will fit once what is in use is returned; returns what can be disposed of at
     * once.
     */
    private List<Entry> makeRoom(ByteCount weight) {
        List<Entry> idle = new ArrayList<>();
        for (boolean inUse : new boolean[] {false, true}) {
            for (Entry eldest : List.copyOf(entries.values())) {
                if (used - leaving + weight.bytes() > budget.bytes() && (eldest.leases > 0) == inUse) {
                    retire(eldest);
                    idle.addAll(inUse ? List.of() : List.of(eldest));
                }
            }
        }
        return idle;
    }

    private synchronized void retire(Entry entry) {
        if (entry.retired) {
            return;
        }
        entry.retired = true;
        entries.remove(entry.key, entry);
        leaving += entry.weight;
    }

    private void release(Entry entry) {
        synchronized (this) {
            entry.leases--;
            if (entry.leases > 0 || !entry.retired) {
                return;
            }
        }
        remove(entry);
    }

    /** Its bytes count until it is disposed of, so that nothing is made in their place before. */
    private void remove(Entry entry) {
        try {
            disposeOf(entry);
        } finally {
            free(entry);
        }
    }

    private synchronized void free(Entry entry) {
        leaving -= entry.weight;
        used -= entry.weight;
        releases++;
        notifyAll();
    }

    /** Whoever happens to be the last one to return a thing is not to blame if it does not close. */
    private void disposeOf(Entry entry) {
        if (entry.made.isCompletedExceptionally()) {
            return;
        }
        try {
            dispose.accept(entry.made.join());
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("key", entry.key).setCause(e).log("dispose_failed");
        }
    }

    /** @param first whether the thing is still to be made, by the claimant */
    private record Claim<E>(E entry, boolean first) {}

    /**
     * @param claim empty if there is no room yet
     * @param evicted to be removed, outside of the lock
     * @param releases how many there had been
     */
    private record Attempt<E>(Optional<Claim<E>> claim, List<E> evicted, long releases) {}

    private final class Entry {
        private final K key;
        private final long weight;
        private final CompletableFuture<V> made = new CompletableFuture<>();
        private int leases;
        private boolean retired;

        private Entry(K key, long weight) {
            this.key = key;
            this.weight = weight;
        }
    }

    private final class Held implements Lease<V> {
        private final Entry entry;
        private final V value;
        private final AtomicBoolean returned = new AtomicBoolean();

        private Held(Entry entry, V value) {
            this.entry = entry;
            this.value = value;
        }

        @Override
        public V value() {
            return value;
        }

        @Override
        public void close() {
            if (returned.compareAndSet(false, true)) {
                release(entry);
            }
        }
    }
}
