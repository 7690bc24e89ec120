package farebox.access;

import static farebox.access.AccessFixture.ACME;
import static farebox.access.AccessFixture.FREE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.access.AuthenticateKey.Result;
import farebox.access.memory.InMemoryAccessStore;
import farebox.access.memory.InMemoryPepperStore;
import farebox.kernel.Caller;
import farebox.kernel.Scope;
import farebox.kernel.Unavailable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AuthenticateKeyTest {
    /** The promise to whoever revokes a key. */
    private static final Duration A_MINUTE = Duration.ofSeconds(60);

    private final AccessFixture accessFixture = new AccessFixture(new InMemoryAccessStore());
    private final AuthenticateKey check = accessFixture.check();

    @Test
    void run_liveKey_tellsWhoCalls() {
        IssuedKey issued = accessFixture.acmesKey();
        UsageKey usageKey =
                accessFixture.store.ring(ACME).orElseThrow().tenant().usageKey();

        assertThat(check.run(bearer(issued.key())))
                .isEqualTo(new Result.Accepted(new Caller(ACME, issued.key().id(), Scope.INVOKE, FREE), usageKey));
    }

    @Test
    void run_adminKey_hasThatScope() {
        accessFixture.createTenant.run(Tenant.OPERATOR, FREE);
        ApiKey key = accessFixture.createKey.run(Tenant.OPERATOR, Scope.ADMIN).key();

        assertThat(check.run(bearer(key)))
                .isInstanceOfSatisfying(
                        Result.Accepted.class,
                        accepted -> assertThat(accepted.caller().scope()).isEqualTo(Scope.ADMIN));
    }

    @Test
    void run_malformedKey_asksNobody() {
        check.run(Map.of("x-api-key", List.of("fbx_live_sample01_ThisKeyIsInTheDocumentsAndLive0n_000000")));

        assertThat(accessFixture.store.lookUps()).isZero();
    }

    @Test
    void run_again_isRememberedForTwentySeconds() {
        ApiKey key = accessFixture.acmesKey().key();
        ApiKey unknown = ApiKey.random(new Random(6));
        check.run(bearer(key));
        check.run(bearer(unknown));
        accessFixture.clock.advance(AuthenticateKey.CACHE_TTL.minusNanos(1));
        check.run(bearer(key));
        check.run(bearer(unknown));

        assertThat(accessFixture.store.lookUps()).isEqualTo(2);

        accessFixture.clock.advance(Duration.ofNanos(1));
        check.run(bearer(key));
        check.run(bearer(unknown));

        assertThat(accessFixture.store.lookUps()).isEqualTo(4);
    }

    @Test
    void run_rememberedKeyThatIsRevoked_isRefusedWithinAMinute() {
        ApiKey key = accessFixture.acmesKey().key();
        check.run(bearer(key));
        accessFixture.revokeKey.run(key.id());
        accessFixture.clock.advance(A_MINUTE);

        assertThat(check.run(bearer(key))).isInstanceOf(Result.Rejected.class);
        assertThat(AuthenticateKey.CACHE_TTL).isLessThan(A_MINUTE);
    }

    @Test
    void run_rememberedKeyThatIsRotated_isRefusedAsSoonAsTheGraceIsOver() {
        ApiKey key = accessFixture.acmesKey().key();
        accessFixture.rotateKey.run(key.id(), Duration.ofSeconds(30));
        accessFixture.clock.advance(Duration.ofSeconds(29));

        assertThat(check.run(bearer(key))).isInstanceOf(Result.Accepted.class);

        accessFixture.clock.advance(Duration.ofSeconds(1));

        assertThat(check.run(bearer(key))).isInstanceOf(Result.Rejected.class);
    }

    @Test
    void run_revokedByAClockThatIsAhead_isRefused() {
        ApiKey key = accessFixture.acmesKey().key();
        accessFixture.clock.advance(Duration.ofMinutes(5));
        accessFixture.revokeKey.run(key.id());
        accessFixture.clock.advance(Duration.ofMinutes(-5));

        assertThat(check.run(bearer(key))).isInstanceOf(Result.Rejected.class);
    }

    @Test
    void run_wrongSecretUnderALiveId_isRefusedAndTheKeyStaysGood() {
        ApiKey key = accessFixture.acmesKey().key();
        ApiKey forged = CredentialCases.withOtherSecret(key);

        assertThat(forged.id()).isEqualTo(key.id());
        assertThat(check.run(bearer(forged))).isInstanceOf(Result.Rejected.class);
        assertThat(check.run(bearer(key))).isInstanceOf(Result.Accepted.class);
        assertThat(check.run(bearer(forged))).isInstanceOf(Result.Rejected.class);
    }

    @Test
    void run_floodOfWrongKeys_drivesNoLiveKeyOut() {
        ApiKey key = accessFixture.acmesKey().key();
        check.run(bearer(key));
        Random random = new Random(7);
        for (int i = 0; i <= AuthenticateKey.MAX_ENTRIES; i++) {
            check.run(bearer(ApiKey.random(random)));
        }
        accessFixture.store.cutOff(true);

        assertThat(check.run(bearer(key))).isInstanceOf(Result.Accepted.class);
    }

    @Test
    void run_storeDoesNotAnswer_isUnavailableAndNotRemembered() {
        ApiKey key = accessFixture.acmesKey().key();
        accessFixture.store.cutOff(true);

        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> check.run(bearer(key)));

        accessFixture.store.cutOff(false);

        assertThat(check.run(bearer(key))).isInstanceOf(Result.Accepted.class);
    }

    @Test
    void run_beforeThereIsAPepper_isUnavailable() {
        AuthenticateKey early =
                new AuthenticateKey(accessFixture.store, new InMemoryPepperStore(), accessFixture.clock);

        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> early.run(bearer(ApiKey.random(new Random(8)))));
    }

    private static Map<String, List<String>> bearer(ApiKey key) {
        return Map.of("authorization", List.of("Bearer " + key.reveal()));
    }
}
