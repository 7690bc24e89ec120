package farebox.access;

import static farebox.access.AccessFixture.ACME;
import static farebox.access.AccessFixture.FREE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farebox.kernel.Conflict;
import farebox.kernel.InvalidRequest;
import farebox.kernel.KeyId;
import farebox.kernel.Scope;
import farebox.kernel.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of tenants and keys keeps to. */
public abstract class AccessStoreContract {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123456789Z");
    private static final Random RANDOM = new Random(10);

    private AccessStore store;

    /** A store without tenants; each call gives another, or one that was emptied. */
    public abstract AccessStore emptyStore();

    @BeforeEach
    void begin() {
        store = emptyStore();
    }

    @Test
    void add_tenantIsThereWithoutKeys() {
        Tenant acme = tenant("acme");

        assertThat(store.add(acme)).isTrue();
        assertThat(store.ring(ACME)).contains(TenantKeys.of(acme));
    }

    @Test
    void add_again_leavesTheFirst() {
        Tenant first = tenant("acme");
        store.add(first);

        assertThat(store.add(tenant("acme"))).isFalse();
        assertThat(store.ring(ACME)).contains(TenantKeys.of(first));
    }

    @Test
    void ring_unknownTenantOrKey_isEmpty() {
        assertThat(store.ring(ACME)).isEmpty();
        assertThat(store.ringOf(new KeyId("nobodys1"))).isEmpty();
    }

    @Test
    void tenants_areInOrder() {
        List<Tenant> made = List.of(tenant("acme"), tenant("beta"), tenant("gamma"));
        made.reversed().forEach(store::add);
        replace(made.getFirst(), key("acme", new KeyState.Live()));

        assertThat(store.tenants()).isEqualTo(made);
    }

    @Test
    void replace_everyState_comesBackAsItWas() {
        Tenant acme = tenant("acme");
        store.add(acme);
        StoredKey[] keys = {
            key("acme", new KeyState.Revoked(NOW)),
            key("acme", new KeyState.Expiring(NOW.plusSeconds(1))),
            key("acme", new KeyState.Live())
        };
        replace(acme, keys);

        assertThat(store.ring(ACME).orElseThrow().keys()).containsExactlyInAnyOrder(keys);
        for (StoredKey key : keys) {
            assertThat(store.ringOf(key.id())).isEqualTo(store.ring(ACME));
        }
    }

    @Test
    void replace_keepsTheOrderInWhichKeysWereMade() {
        Tenant acme = tenant("acme");
        store.add(acme);
        StoredKey[] keys = IntStream.range(0, 5)
                .mapToObj(i -> key("acme", NOW.plusSeconds(i)))
                .toArray(StoredKey[]::new);
        replace(acme, keys);

        assertThat(store.ring(ACME).orElseThrow().keys()).containsExactly(keys);
    }

    @Test
    void replace_fromAnOldReading_storesNothing() {
        store.add(tenant("acme"));
        TenantKeys read = store.ring(ACME).orElseThrow();
        StoredKey first = key("acme", new KeyState.Live());
        StoredKey second = key("acme", new KeyState.Live());

        assertThat(store.replace(read, with(read, first))).isTrue();
        assertThat(store.replace(read, with(read, second))).isFalse();
        assertThat(store.ring(ACME).orElseThrow().keys()).containsExactly(first);
        assertThat(store.ringOf(second.id())).isEmpty();
    }

    @Test
    void replace_withoutAKey_forgetsItAndFreesItsId() {
        Tenant acme = tenant("acme");
        Tenant beta = tenant("beta");
        store.add(acme);
        store.add(beta);
        StoredKey old = key("acme", new KeyState.Revoked(NOW));
        StoredKey fresh = key("acme", new KeyState.Live());
        replace(acme, old);
        replace(acme, fresh);

        assertThat(store.ringOf(old.id())).isEmpty();
        assertThat(store.ringOf(fresh.id())).isPresent();

        replace(beta, new StoredKey(old.id(), beta.id(), Scope.INVOKE, digest(), NOW, new KeyState.Live()));

        assertThat(store.ringOf(old.id()).orElseThrow().tenant()).isEqualTo(beta);
    }

    @Test
    void replace_withAnIdOfAnotherTenantsKey_storesNothing() {
        Tenant acme = tenant("acme");
        Tenant beta = tenant("beta");
        store.add(acme);
        store.add(beta);
        StoredKey acmes = key("acme", new KeyState.Live());
        replace(acme, acmes);
        TenantKeys read = store.ring(beta.id()).orElseThrow();
        StoredKey same = new StoredKey(acmes.id(), beta.id(), Scope.INVOKE, digest(), NOW, new KeyState.Live());

        assertThat(store.replace(read, with(read, same))).isFalse();
        assertThat(store.ringOf(acmes.id()).orElseThrow().tenant()).isEqualTo(acme);
        assertThat(store.ring(beta.id()).orElseThrow().keys()).isEmpty();
    }

    @Test
    void twoLiveKeys_areTheMostUnderARace() throws InterruptedException {
        AccessFixture accessFixture = new AccessFixture(store);
        accessFixture.createTenant.run(ACME, FREE);

        List<Future<IssuedKey>> tries;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            tries = IntStream.range(0, 12)
                    .mapToObj(i -> threads.submit(() -> accessFixture.createKey.run(ACME, Scope.INVOKE)))
                    .toList();
        }

        List<KeyId> issued = tries.stream()
                .filter(each -> each.state() == Future.State.SUCCESS)
                .map(each -> each.resultNow().key().id())
                .toList();
        assertThat(issued).hasSize(2);
        assertThat(accessFixture.listKeys.run(ACME))
                .extracting(ListedKey::id)
                .containsExactlyInAnyOrderElementsOf(issued);
        assertThat(tries)
                .filteredOn(each -> each.state() == Future.State.FAILED)
                .allSatisfy(each -> assertThatThrownBy(each::get)
                        .isInstanceOf(ExecutionException.class)
                        .cause()
                        .isInstanceOfAny(InvalidRequest.class, Conflict.class));
    }

    /** Replaces whatever keys the tenant has. */
    private void replace(Tenant tenant, StoredKey... keys) {
        TenantKeys read = store.ring(tenant.id()).orElseThrow();
        assertThat(store.replace(read, new TenantKeys(tenant, List.of(keys), read.revision())))
                .isTrue();
    }

    private static TenantKeys with(TenantKeys ring, StoredKey key) {
        return ring.add(key, NOW);
    }

    private static Tenant tenant(String name) {
        return new Tenant(new TenantId(name), FREE, UsageKey.random(RANDOM), NOW);
    }

    private static StoredKey key(String tenant, KeyState state) {
        KeyId id = ApiKey.random(RANDOM).id();
        return new StoredKey(id, new TenantId(tenant), Scope.INVOKE, digest(), NOW, state);
    }

    private static StoredKey key(String tenant, Instant created) {
        KeyId id = ApiKey.random(RANDOM).id();
        return new StoredKey(id, new TenantId(tenant), Scope.ADMIN, digest(), created, new KeyState.Revoked(created));
    }

    private static KeyDigest digest() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return KeyDigest.of(bytes);
    }
}
