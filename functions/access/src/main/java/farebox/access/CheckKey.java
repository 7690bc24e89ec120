package farebox.access;

import farebox.kernel.Caller;
import farebox.kernel.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * The one check of a key, whoever asks for it: the authorizer or a function by itself.
 *
 * <p>What it finds, good or bad, it believes for {@link #BELIEVED}; the store is read consistently, so a revoked key is
 * refused everywhere at most that much later. Live and refused keys are remembered apart: a flood of wrong keys drives
 * no live one out.
 */
public final class CheckKey {
    static final Duration BELIEVED = Duration.ofSeconds(20);
    static final int REMEMBERED = 10_000;

    private static final Checked.Refused REFUSED = new Checked.Refused();
    private static final Duration UNTIL_SET_UP = Duration.ofSeconds(5);

    private final AccessStore store;
    private final Peppers peppers;
    private final InstantSource clock;
    private final RecentChecks<Checked.Admitted> admitted = new RecentChecks<>(REMEMBERED);
    private final RecentChecks<Checked.Refused> refused = new RecentChecks<>(REMEMBERED);

    /** What the check found; a refusal never says what was wrong. */
    public sealed interface Checked {
        /** @param usageKey the name under which the gateway counts the caller's tenant */
        record Admitted(Caller caller, UsageKey usageKey) implements Checked {}

        record Refused() implements Checked {}
    }

    /** @param peppers asked on every check, so they should {@linkplain RememberedPeppers remember} */
    public CheckKey(AccessStore store, Peppers peppers, InstantSource clock) {
        this.store = store;
        this.peppers = peppers;
        this.clock = clock;
    }

    /**
     * @param headers of the request, names in whatever case
     * @throws Unavailable if the key could not be looked up
     */
    public Checked run(Map<String, String> headers) {
        return Credentials.in(headers).map(this::check).orElse(REFUSED);
    }

    private Checked check(ApiKey key) {
        Instant now = clock.instant();
        KeyDigest digest = pepper().digest(key);
        return known(digest, now).orElseGet(() -> look(key, digest, now));
    }

    private Optional<Checked> known(KeyDigest digest, Instant now) {
        return admitted.find(digest, now).<Checked>map(found -> found).or(() -> refused.find(digest, now));
    }

    private Checked look(ApiKey key, KeyDigest digest, Instant now) {
        Optional<KeyRing> ring = store.ringOf(key.id());
        Optional<StoredKey> stored = ring.flatMap(found -> found.key(key.id()));
        // Both are always worked out, so that the time taken does not tell a wrong secret from a dead key.
        boolean same = digest.equals(stored.map(StoredKey::digest).orElse(KeyDigest.NOBODYS));
        boolean live = stored.map(found -> found.isLive(now)).orElse(false);
        if (ring.isEmpty() || stored.isEmpty() || !(same && live)) {
            refused.keep(digest, REFUSED, now, BELIEVED, Instant.MAX);
            return REFUSED;
        }
        return admit(ring.get().tenant(), stored.get(), now);
    }

    private Checked admit(Tenant tenant, StoredKey key, Instant now) {
        Caller caller = new Caller(tenant.id(), key.id(), key.scope(), tenant.plan());
        Checked.Admitted found = new Checked.Admitted(caller, tenant.usageKey());
        admitted.keep(key.digest(), found, now, BELIEVED, key.state().end());
        return found;
    }

    private Pepper pepper() {
        return peppers.find()
                .orElseThrow(() -> new Unavailable("no key was ever made here; the operator makes one", UNTIL_SET_UP));
    }
}
