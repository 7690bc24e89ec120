package farebox.access;

import static farebox.access.Office.ACME;
import static farebox.access.Office.FREE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import farebox.access.memory.InMemoryAccessStore;
import farebox.kernel.Conflict;
import farebox.kernel.InvalidRequest;
import farebox.kernel.KeyId;
import farebox.kernel.NotFound;
import farebox.kernel.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final Office office = new Office(new InMemoryAccessStore());

    @BeforeEach
    void open() {
        office.createTenant.run(ACME, FREE);
    }

    @Test
    void create_isListedWithoutSecretOrDigest() {
        IssuedKey issued = create();

        assertThat(office.listKeys.run(ACME)).containsExactly(issued.listed());
        assertThat(issued.listed())
                .isEqualTo(new ListedKey(
                        issued.key().id(), ACME, Scope.CALLER, office.clock.instant(), new KeyState.Live()));
    }

    @Test
    void create_aThird_isRefusedAndSaysWhatToDo() {
        IssuedKey first = create();
        IssuedKey second = create();

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(this::create)
                .withMessage(
                        "tenant acme has two live keys: %s and %s; revoke one of them first, or wait for one to expire"
                                .formatted(first.key().id(), second.key().id()))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("two_live_keys"));
    }

    @Test
    void create_afterARevocation_hasAPlace() {
        IssuedKey first = create();
        create();
        office.revokeKey.run(first.key().id());

        assertThatNoException().isThrownBy(this::create);
    }

    @Test
    void create_onceARotatedKeyExpired_hasAPlace() {
        office.rotateKey.run(create().key().id(), DAY);
        Instant end = office.clock.instant().plus(DAY);

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(this::create)
                .withMessageContaining("which expires at " + end);

        office.clock.move(DAY);

        assertThatNoException().isThrownBy(this::create);
    }

    @Test
    void create_unknownTenant_isNotFoundAndMakesNoPepper() {
        Office empty = new Office(new InMemoryAccessStore());

        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> empty.createKey.run(ACME, Scope.CALLER));
        assertThat(empty.peppers.find()).isEmpty();
    }

    @Test
    void create_adminKeysAreTheOperatorsAndItHasNoOthers() {
        office.createTenant.run(Tenant.OPERATOR, FREE);

        assertThat(office.createKey.run(Tenant.OPERATOR, Scope.ADMIN).listed().scope())
                .isEqualTo(Scope.ADMIN);
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> office.createKey.run(Tenant.OPERATOR, Scope.CALLER));
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> office.createKey.run(ACME, Scope.ADMIN));
    }

    @Test
    void rotate_bothAreLiveUntilTheGraceIsOver() {
        KeyId old = create().key().id();
        RotatedKey rotated = office.rotateKey.run(old, DAY);

        assertThat(rotated.old().id()).isEqualTo(old);
        assertThat(rotated.old().state())
                .isEqualTo(new KeyState.Expiring(office.clock.instant().plus(DAY)));
        assertThat(live()).containsExactlyInAnyOrder(old, rotated.fresh().key().id());

        office.clock.move(DAY);

        assertThat(live()).containsExactly(rotated.fresh().key().id());
    }

    @Test
    void rotate_withoutGrace_revokesAtOnceAndNeedsNoSecondPlace() {
        create();
        KeyId old = create().key().id();
        RotatedKey rotated = office.rotateKey.run(old, Duration.ZERO);

        assertThat(rotated.old().state()).isEqualTo(new KeyState.Revoked(office.clock.instant()));
        assertThat(live())
                .hasSize(2)
                .doesNotContain(old)
                .contains(rotated.fresh().key().id());
    }

    @Test
    void rotate_whenTwoAreLive_isRefusedAndChangesNothing() {
        KeyId old = create().key().id();
        create();
        List<ListedKey> before = office.listKeys.run(ACME);

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> office.rotateKey.run(old, DAY))
                .withMessageContaining("revoke one of them first");
        assertThat(office.listKeys.run(ACME)).isEqualTo(before);
    }

    @Test
    void rotate_neverLengthensAKeysLife() {
        RotatedKey first = office.rotateKey.run(create().key().id(), DAY);
        office.revokeKey.run(first.fresh().key().id());
        RotatedKey second = office.rotateKey.run(first.old().id(), DAY.multipliedBy(2));

        assertThat(second.old()).isEqualTo(first.old());
    }

    @Test
    void rotate_keepsTheScope() {
        office.createTenant.run(Tenant.OPERATOR, FREE);
        IssuedKey admin = office.createKey.run(Tenant.OPERATOR, Scope.ADMIN);

        assertThat(office.rotateKey.run(admin.key().id(), DAY).fresh().listed())
                .extracting(ListedKey::scope, ListedKey::tenant)
                .containsExactly(Scope.ADMIN, Tenant.OPERATOR);
    }

    @Test
    void rotate_deadOrUnknownKey_isRefused() {
        KeyId revoked = create().key().id();
        office.revokeKey.run(revoked);

        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> office.rotateKey.run(revoked, DAY));
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> office.rotateKey.run(new KeyId("nobodys1"), DAY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-0.001S", "P30DT0.001S"})
    void rotate_graceOutOfBounds_isRefused(Duration grace) {
        KeyId key = create().key().id();

        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> office.rotateKey.run(key, grace));
    }

    @Test
    void revoke_again_keepsTheFirstInstant() {
        KeyId key = create().key().id();
        ListedKey revoked = office.revokeKey.run(key);
        office.clock.move(DAY);

        assertThat(office.revokeKey.run(key)).isEqualTo(revoked);
        assertThat(revoked.state())
                .isEqualTo(new KeyState.Revoked(office.clock.instant().minus(DAY)));
    }

    @Test
    void revoke_unknownKey_isNotFound() {
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> office.revokeKey.run(new KeyId("nobodys1")));
    }

    @Test
    void manyKeys_theOldestDeadAreForgottenAndTheLiveNever() {
        KeyId oldest = create().key().id();
        for (int i = 0; i < KeyRing.MOST_KEPT * 2; i++) {
            office.clock.move(Duration.ofSeconds(1));
            office.revokeKey.run(create().key().id());
        }
        RotatedKey rotated = office.rotateKey.run(oldest, Duration.ZERO);

        assertThat(rotated.old().id()).isEqualTo(oldest);
        assertThat(office.listKeys.run(ACME)).hasSize(KeyRing.MOST_KEPT);
        assertThat(live()).containsExactly(rotated.fresh().key().id());
    }

    @Test
    void change_othersAreFasterEveryTime_isAConflict() {
        create();
        AccessStore busy = new BusyStore(office.store);

        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() ->
                        new CreateKey(busy, office.peppers, office.clock, new Random(15)).run(ACME, Scope.CALLER));
    }

    private IssuedKey create() {
        return office.createKey.run(ACME, Scope.CALLER);
    }

    private List<KeyId> live() {
        return office.listKeys.run(ACME).stream()
                .filter(key -> key.state().isLive(office.clock.instant()))
                .map(ListedKey::id)
                .toList();
    }
}
