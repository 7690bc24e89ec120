package farebox.models.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.DataCorrupted;
import farebox.kernel.NotReady;
import farebox.kernel.Unavailable;
import farebox.models.signature.EncodedKeys;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.model.ParameterType;

class SsmKeysTest {
    private static final String SIGNING = "/farebox/signing";
    private static final String VERIFICATION = "/farebox/verification";
    private static final EncodedKeys FIRST = EncodedKeys.generate();
    private static final EncodedKeys SECOND = EncodedKeys.generate();

    private final FakeSsm ssm = new FakeSsm();
    private final SsmKeyPair keyPair = new SsmKeyPair(ssm, SIGNING, VERIFICATION);
    private final SsmSigningKey signingKey = new SsmSigningKey(ssm, SIGNING);
    private final SsmVerificationKey verificationKey = new SsmVerificationKey(ssm, VERIFICATION);

    @Test
    void ensure_keepsTheKeysWhereTheirUsersFindThem() {
        keyPair.ensure(FIRST);

        assertThat(signingKey.get()).isEqualTo(FIRST.privateKey());
        assertThat(verificationKey.get()).isEqualTo(FIRST.publicKey());
    }

    @Test
    void ensure_keepsThePrivateKeyAsASecret() {
        keyPair.ensure(FIRST);

        assertThat(ssm.parameter(SIGNING).type()).isEqualTo(ParameterType.SECURE_STRING);
        assertThat(ssm.parameter(VERIFICATION).value()).isEqualTo(FIRST.open());
    }

    @Test
    void ensure_twice_leavesTheFirstKeys() {
        keyPair.ensure(FIRST);
        keyPair.ensure(SECOND);

        assertThat(signingKey.get()).isEqualTo(FIRST.privateKey());
        assertThat(verificationKey.get()).isEqualTo(FIRST.publicKey());
    }

    /** As when its maker ended between the two, or two make keys at once. */
    @Test
    void ensure_theSecretAloneIsThere_publishesThePublicKeyOfThatSecret() {
        ssm.holds(SIGNING, ParameterType.SECURE_STRING, FIRST.secret());

        keyPair.ensure(SECOND);

        assertThat(verificationKey.get()).isEqualTo(FIRST.publicKey());
    }

    @Test
    void keys_notThereYet_areNotReady() {
        assertThatExceptionOfType(NotReady.class)
                .isThrownBy(signingKey::get)
                .withMessageContaining("farebox models publish");
        assertThatExceptionOfType(NotReady.class).isThrownBy(verificationKey::get);
    }

    @Test
    void verificationKey_foundLater_isAskedForOnceMoreAndThenKnown() {
        assertThatExceptionOfType(NotReady.class).isThrownBy(verificationKey::get);
        keyPair.ensure(FIRST);
        assertThat(verificationKey.get()).isEqualTo(FIRST.publicKey());

        ssm.fallSilent();

        assertThat(verificationKey.get()).isEqualTo(FIRST.publicKey());
    }

    @Test
    void signingKey_isNotKept() {
        keyPair.ensure(FIRST);
        int before = ssm.asked().size();

        var _ = signingKey.get();
        var _ = signingKey.get();

        assertThat(ssm.asked().subList(before, ssm.asked().size())).containsExactly(SIGNING, SIGNING);
    }

    @Test
    void silentStore_isUnavailable() {
        ssm.fallSilent();

        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> keyPair.ensure(FIRST));
        assertThatExceptionOfType(Unavailable.class).isThrownBy(signingKey::get);
        assertThatExceptionOfType(Unavailable.class).isThrownBy(verificationKey::get);
    }

    @Test
    void signingKey_thatIsNone_isCorruptAndNotQuoted() {
        ssm.holds(SIGNING, ParameterType.SECURE_STRING, "secret secret");

        assertThatExceptionOfType(DataCorrupted.class)
                .isThrownBy(signingKey::get)
                .withMessageNotContaining("secret secret");
    }
}
