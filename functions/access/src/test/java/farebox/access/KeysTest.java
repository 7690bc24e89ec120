package farebox.access;

import static farebox.access.AccessFixture.ACME;
import static farebox.access.AccessFixture.FREE;
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

    private final AccessFixture accessFixture = new AccessFixture(new InMemoryAccessStore());

    @BeforeEach
    void open() {
        accessFixture.createTenant.run(ACME, FREE);
    }

    @Test
    void create_isListedWithoutSecretOrDigest() {
        IssuedKey issued = create();

        assertThat(accessFixture.listKeys.run(ACME)).containsExactly(issued.listed());
        assertThat(issued.listed())
                .isEqualTo(new ListedKey(
                        issued.key().id(), ACME, Scope.INVOKE, accessFixture.clock.instant(), new KeyState.Live()));
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
        accessFixture.revokeKey.run(first.key().id());

        assertThatNoException().isThrownBy(this::create);
    }

    @Test
    void create_onceARotatedKeyExpired_hasAPlace() {
        accessFixture.rotateKey.run(create().key().id(), DAY);
        Instant end = accessFixture.clock.instant().plus(DAY);

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(this::create)
                .withMessageContaining("which expires at " + end);

        accessFixture.clock.advance(DAY);

        assertThatNoException().isThrownBy(this::create);
    }

    @Test
    void create_unknownTenant_isNotFoundAndMakesNoPepper() {
        AccessFixture empty = new AccessFixture(new InMemoryAccessStore());

        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> empty.createKey.run(ACME, Scope.INVOKE));
        assertThat(empty.peppers.find()).isEmpty();
    }

    @Test
    void create_adminKeysAreTheOperatorsAndItHasNoOthers() {
        accessFixture.createTenant.run(Tenant.OPERATOR, FREE);

        assertThat(accessFixture
                        .createKey
                        .run(Tenant.OPERATOR, Scope.ADMIN)
                        .listed()
                        .scope())
                .isEqualTo(Scope.ADMIN);
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> accessFixture.createKey.run(Tenant.OPERATOR, Scope.INVOKE));
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> accessFixture.createKey.run(ACME, Scope.ADMIN));
    }

    @Test
    void rotate_bothAreLiveUntilTheGraceIsOver() {
        KeyId old = create().key().id();
        RotatedKey rotated = accessFixture.rotateKey.run(old, DAY);

        assertThat(rotated.old().id()).isEqualTo(old);
        assertThat(rotated.old().state())
                .isEqualTo(new KeyState.Expiring(accessFixture.clock.instant().plus(DAY)));
        assertThat(live()).containsExactlyInAnyOrder(old, rotated.fresh().key().id());

        accessFixture.clock.advance(DAY);

        assertThat(live()).containsExactly(rotated.fresh().key().id());
    }

    @Test
    void rotate_withoutGrace_revokesAtOnceAndNeedsNoSecondPlace() {
        create();
        KeyId old = create().key().id();
        RotatedKey rotated = accessFixture.rotateKey.run(old, Duration.ZERO);

        assertThat(rotated.old().state()).isEqualTo(new KeyState.Revoked(accessFixture.clock.instant()));
        assertThat(live())
                .hasSize(2)
                .doesNotContain(old)
                .contains(rotated.fresh().key().id());
    }

    @Test
    void rotate_whenTwoAreLive_isRefusedAndChangesNothing() {
        KeyId old = create().key().id();
        create();
        List<ListedKey> before = accessFixture.listKeys.run(ACME);

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> accessFixture.rotateKey.run(old, DAY))
                .withMessageContaining("revoke one of them first");
        assertThat(accessFixture.listKeys.run(ACME)).isEqualTo(before);
    }

    @Test
    void rotate_neverLengthensAKeysLife() {
        RotatedKey first = accessFixture.rotateKey.run(create().key().id(), DAY);
        accessFixture.revokeKey.run(first.fresh().key().id());
        RotatedKey second = accessFixture.rotateKey.run(first.old().id(), DAY.multipliedBy(2));

        assertThat(second.old()).isEqualTo(first.old());
    }

    @Test
    void rotate_keepsTheScope() {
        accessFixture.createTenant.run(Tenant.OPERATOR, FREE);
        IssuedKey admin = accessFixture.createKey.run(Tenant.OPERATOR, Scope.ADMIN);

        assertThat(accessFixture.rotateKey.run(admin.key().id(), DAY).fresh().listed())
                .extracting(ListedKey::scope, ListedKey::tenant)
                .containsExactly(Scope.ADMIN, Tenant.OPERATOR);
    }

    @Test
    void rotate_deadOrUnknownKey_isRefused() {
        KeyId revoked = create().key().id();
        accessFixture.revokeKey.run(revoked);

        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> accessFixture.rotateKey.run(revoked, DAY));
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> accessFixture.rotateKey.run(new KeyId("nobodys1"), DAY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-0.001S", "P30DT0.001S"})
    void rotate_graceOutOfBounds_isRefused(Duration grace) {
        KeyId key = create().key().id();

        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> accessFixture.rotateKey.run(key, grace));
    }

    @Test
    void revoke_again_keepsTheFirstInstant() {
        KeyId key = create().key().id();
        ListedKey revoked = accessFixture.revokeKey.run(key);
        accessFixture.clock.advance(DAY);

        assertThat(accessFixture.revokeKey.run(key)).isEqualTo(revoked);
        assertThat(revoked.state())
                .isEqualTo(new KeyState.Revoked(accessFixture.clock.instant().minus(DAY)));
    }

    @Test
    void revoke_unknownKey_isNotFound() {
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> accessFixture.revokeKey.run(new KeyId("nobodys1")));
    }

    @Test
    void manyKeys_theOldestDeadAreForgottenAndTheLiveNever() {
        KeyId oldest = create().key().id();
        for (int i = 0; i < TenantKeys.MAX_KEPT * 2; i++) {
            accessFixture.clock.advance(Duration.ofSeconds(1));
            accessFixture.revokeKey.run(create().key().id());
        }
        RotatedKey rotated = accessFixture.rotateKey.run(oldest, Duration.ZERO);

        assertThat(rotated.old().id()).isEqualTo(oldest);
        assertThat(accessFixture.listKeys.run(ACME)).hasSize(TenantKeys.MAX_KEPT);
        assertThat(live()).containsExactly(rotated.fresh().key().id());
    }

    @Test
    void change_othersAreFasterEveryTime_isAConflict() {
        create();
        AccessStore busy = new ContendedStore(accessFixture.store);

        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> new CreateKey(busy, accessFixture.peppers, accessFixture.clock, new Random(15))
                        .run(ACME, Scope.INVOKE));
    }

    private IssuedKey create() {
        return accessFixture.createKey.run(ACME, Scope.INVOKE);
    }

    private List<KeyId> live() {
        return accessFixture.listKeys.run(ACME).stream()
                .filter(key -> key.state().isLive(accessFixture.clock.instant()))
                .map(ListedKey::id)
                .toList();
    }
}
