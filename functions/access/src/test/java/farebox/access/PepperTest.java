package farebox.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PepperTest {
    private static final ApiKey KEY = ApiKey.parse("fbx_live_sample01_ThisKeyIsInTheDocumentsAndLive0n_3a1QlZ")
            .orElseThrow();

    /** The digest was worked out with the hmac module of another language. */
    @Test
    void digest_isHmacSha256OfTheWholeKey() {
        Pepper pepper = Pepper.of("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));

        assertThat(HexFormat.of().formatHex(pepper.digest(KEY).bytes()))
                .isEqualTo("da3dbdcd4055da59364c9e1bcfdf3b6e2c8ad5cdb4dc7b94962aa02ab0719e46");
    }

    @Test
    void digest_underAnotherPepper_differs() {
        Random random = new Random(3);

        assertThat(Pepper.random(random).digest(KEY))
                .isNotEqualTo(Pepper.random(random).digest(KEY));
    }

    @Test
    void secrets_keepTheirBytesToThemselves() {
        Pepper pepper = Pepper.random(new Random(4));
        KeyDigest digest = pepper.digest(KEY);
        pepper.bytes()[0]++;
        digest.bytes()[0]++;

        assertThat(pepper.digest(KEY)).isEqualTo(digest).hasSameHashCodeAs(digest);
        assertThat(pepper).hasToString("Pepper[...]");
        assertThat(digest).hasToString("KeyDigest[...]");
    }

    @Test
    void of_anotherLength_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Pepper.of(new byte[31]));
        assertThatIllegalArgumentException().isThrownBy(() -> KeyDigest.of(new byte[33]));
    }
}
