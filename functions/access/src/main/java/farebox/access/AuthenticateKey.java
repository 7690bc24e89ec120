package farebox.access;

import farebox.kernel.Caller;
import farebox.kernel.ExpiringCache;
import farebox.kernel.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one check of a key, whoever asks for it: the authorizer or a function by itself.
 *
 * <p>What it finds, good or bad, it believes for {@link #CACHE_TTL}; the store is read consistently, so a revoked key
 * is refused everywhere at most that much later. Live and refused keys are remembered apart: a flood of wrong keys
 * drives no live one out.
 */
public final class AuthenticateKey {
    static final Duration CACHE_TTL = Duration.ofSeconds(20);
    static final int MAX_ENTRIES = 10_000;

    private static final Result.Rejected REJECTED = new Result.Rejected();
    private static final Duration SETUP_RETRY = Duration.ofSeconds(5);

    private final AccessStore store;
    private final PepperStore pepperStore;
    private final InstantSource clock;
    /**
     * By digest and never by key. The lookup is by hash and not in constant time, which tells nothing: without the
     * pepper nobody can choose a digest.
     */
    private final ExpiringCache<KeyDigest, Result.Accepted> accepted;

    private final ExpiringCache<KeyDigest, Result.Rejected> rejected;

    /** What the check found; a refusal never says what was wrong. */
    public sealed interface Result {
        /** @param usageKey the name under which the gateway counts the caller's tenant */
        record Accepted(Caller caller, UsageKey usageKey) implements Result {}

        record Rejected() implements Result {}
    }

    /** @param pepperStore asked on every check, so they should {@linkplain CachedPepperStore remember} */
    public AuthenticateKey(AccessStore store, PepperStore pepperStore, InstantSource clock) {
        this.store = store;
        this.pepperStore = pepperStore;
        this.clock = clock;
        this.accepted = new ExpiringCache<>(CACHE_TTL, MAX_ENTRIES, clock);
        this.rejected = new ExpiringCache<>(CACHE_TTL, MAX_ENTRIES, clock);
    }

    /**
     * @param headers of the request, names in whatever case
     * @throws Unavailable if the key could not be looked up
     */
    public Result run(Map<String, List<String>> headers) {
        return ApiKeyExtractor.in(headers).map(this::check).orElse(REJECTED);
    }

    private Result check(ApiKey key) {
        Instant now = clock.instant();
        KeyDigest digest = pepper().digest(key);
        return known(digest).orElseGet(() -> look(key, digest, now));
    }

    private Optional<Result> known(KeyDigest digest) {
        return accepted.find(digest).<Result>map(found -> found).or(() -> rejected.find(digest));
    }

    private Result look(ApiKey key, KeyDigest digest, Instant now) {
        Optional<TenantKeys> ring = store.ringOf(key.id());
        Optional<StoredKey> stored = ring.flatMap(found -> found.key(key.id()));
        // Both are always worked out, so that the time taken does not tell a wrong secret from a dead key.
        boolean same = digest.equals(stored.map(StoredKey::digest).orElse(KeyDigest.NONE));
        boolean live = stored.map(found -> found.isLive(now)).orElse(false);
        if (ring.isEmpty() || stored.isEmpty() || !(same && live)) {
            rejected.put(digest, REJECTED);
            return REJECTED;
        }
        return accept(ring.get().tenant(), stored.get());
    }

    private Result accept(Tenant tenant, StoredKey key) {
        Caller caller = new Caller(tenant.id(), key.id(), key.scope(), tenant.plan());
        Result.Accepted found = new Result.Accepted(caller, tenant.usageKey());
        accepted.put(key.digest(), found, key.state().end());
        return found;
    }

    private Pepper pepper() {
        return pepperStore
                .find()
                .orElseThrow(() -> new Unavailable("no key was ever made here; the operator makes one", SETUP_RETRY));
    }
}
