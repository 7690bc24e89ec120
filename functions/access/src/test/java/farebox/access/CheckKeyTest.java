package farebox.access;

import static farebox.access.Office.ACME;
import static farebox.access.Office.FREE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.access.CheckKey.Checked;
import farebox.access.memory.InMemoryAccessStore;
import farebox.access.memory.InMemoryPeppers;
import farebox.kernel.Caller;
import farebox.kernel.Scope;
import farebox.kernel.Unavailable;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CheckKeyTest {
    /** The promise to whoever revokes a key. */
    private static final Duration A_MINUTE = Duration.ofSeconds(60);

    private final Office office = new Office(new InMemoryAccessStore());
    private final CheckKey check = office.check();

    @Test
    void run_liveKey_tellsWhoCalls() {
        IssuedKey issued = office.acmesKey();
        UsageKey usageKey = office.store.ring(ACME).orElseThrow().tenant().usageKey();

        assertThat(check.run(bearer(issued.key())))
                .isEqualTo(new Checked.Admitted(new Caller(ACME, issued.key().id(), Scope.CALLER, FREE), usageKey));
    }

    @Test
    void run_adminKey_hasThatScope() {
        office.createTenant.run(Tenant.OPERATOR, FREE);
        ApiKey key = office.createKey.run(Tenant.OPERATOR, Scope.ADMIN).key();

        assertThat(check.run(bearer(key)))
                .isInstanceOfSatisfying(
                        Checked.Admitted.class,
                        admitted -> assertThat(admitted.caller().scope()).isEqualTo(Scope.ADMIN));
    }

    @Test
    void run_malformedKey_asksNobody() {
        check.run(Map.of("x-api-key", "fbx_live_sample01_ThisKeyIsInTheDocumentsAndLive0n_000000"));

        assertThat(office.store.lookUps()).isZero();
    }

    @Test
    void run_again_isRememberedForTwentySeconds() {
        ApiKey key = office.acmesKey().key();
        ApiKey unknown = ApiKey.random(new Random(6));
        check.run(bearer(key));
        check.run(bearer(unknown));
        office.clock.move(CheckKey.BELIEVED.minusNanos(1));
        check.run(bearer(key));
        check.run(bearer(unknown));

        assertThat(office.store.lookUps()).isEqualTo(2);

        office.clock.move(Duration.ofNanos(1));
        check.run(bearer(key));
        check.run(bearer(unknown));

        assertThat(office.store.lookUps()).isEqualTo(4);
    }

    @Test
    void run_rememberedKeyThatIsRevoked_isRefusedWithinAMinute() {
        ApiKey key = office.acmesKey().key();
        check.run(bearer(key));
        office.revokeKey.run(key.id());
        office.clock.move(A_MINUTE);

        assertThat(check.run(bearer(key))).isInstanceOf(Checked.Refused.class);
        assertThat(CheckKey.BELIEVED).isLessThan(A_MINUTE);
    }

    @Test
    void run_rememberedKeyThatIsRotated_isRefusedAsSoonAsTheGraceIsOver() {
        ApiKey key = office.acmesKey().key();
        office.rotateKey.run(key.id(), Duration.ofSeconds(30));
        office.clock.move(Duration.ofSeconds(29));

        assertThat(check.run(bearer(key))).isInstanceOf(Checked.Admitted.class);

        office.clock.move(Duration.ofSeconds(1));

        assertThat(check.run(bearer(key))).isInstanceOf(Checked.Refused.class);
    }

    @Test
    void run_revokedByAClockThatIsAhead_isRefused() {
        ApiKey key = office.acmesKey().key();
        office.clock.move(Duration.ofMinutes(5));
        office.revokeKey.run(key.id());
        office.clock.move(Duration.ofMinutes(-5));

        assertThat(check.run(bearer(key))).isInstanceOf(Checked.Refused.class);
    }

    @Test
    void run_wrongSecretUnderALiveId_isRefusedAndTheKeyStaysGood() {
        ApiKey key = office.acmesKey().key();
        ApiKey forged = KeyStates.withOtherSecret(key);

        assertThat(forged.id()).isEqualTo(key.id());
        assertThat(check.run(bearer(forged))).isInstanceOf(Checked.Refused.class);
        assertThat(check.run(bearer(key))).isInstanceOf(Checked.Admitted.class);
        assertThat(check.run(bearer(forged))).isInstanceOf(Checked.Refused.class);
    }

    @Test
    void run_floodOfWrongKeys_drivesNoLiveKeyOut() {
        ApiKey key = office.acmesKey().key();
        check.run(bearer(key));
        Random random = new Random(7);
        for (int i = 0; i <= CheckKey.REMEMBERED; i++) {
            check.run(bearer(ApiKey.random(random)));
        }
        office.store.cutOff(true);

        assertThat(check.run(bearer(key))).isInstanceOf(Checked.Admitted.class);
    }

    @Test
    void run_storeDoesNotAnswer_isUnavailableAndNotRemembered() {
        ApiKey key = office.acmesKey().key();
        office.store.cutOff(true);

        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> check.run(bearer(key)));

        office.store.cutOff(false);

        assertThat(check.run(bearer(key))).isInstanceOf(Checked.Admitted.class);
    }

    @Test
    void run_beforeThereIsAPepper_isUnavailable() {
        CheckKey early = new CheckKey(office.store, new InMemoryPeppers(), office.clock);

        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> early.run(bearer(ApiKey.random(new Random(8)))));
    }

    private static Map<String, String> bearer(ApiKey key) {
        return Map.of("authorization", "Bearer " + key.reveal());
    }
}
