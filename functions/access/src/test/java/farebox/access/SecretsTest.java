package farebox.access;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.access.memory.InMemoryAccessStore;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a value says of itself may end in any log, so none says a key's secret. */
class SecretsTest {
    @Test
    void noValue_saysTheSecretOfAKey() {
        Office office = new Office(new InMemoryAccessStore());
        IssuedKey issued = office.acmesKey();
        KeyRing ring = office.store.ringOf(issued.key().id()).orElseThrow();
        RotatedKey rotated = office.rotateKey.run(issued.key().id(), Duration.ofDays(1));
        CheckKey.Checked checked =
                office.check().run(Map.of("x-api-key", issued.key().reveal()));

        String secret = issued.key().reveal().substring(18, 50);
        byte[] digest = ring.keys().getFirst().digest().bytes();
        assertThat(Stream.of(issued, rotated, ring, checked, office.peppers.find(), issued.listed()))
                .extracting(String::valueOf)
                .allSatisfy(text -> assertThat(text)
                        .doesNotContain(secret)
                        .doesNotContain(HexFormat.of().formatHex(digest)));
    }
}
