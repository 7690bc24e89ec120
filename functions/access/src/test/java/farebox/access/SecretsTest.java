package farebox.access;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.access.memory.InMemoryAccessStore;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a value says of itself may end in any log, so none says a key's secret. */
class SecretsTest {
    @Test
    void noValue_saysTheSecretOfAKey() {
        AccessFixture accessFixture = new AccessFixture(new InMemoryAccessStore());
        IssuedKey issued = accessFixture.acmesKey();
        TenantKeys keys = accessFixture.store.ringOf(issued.key().id()).orElseThrow();
        RotatedKey rotated = accessFixture.rotateKey.run(issued.key().id(), Duration.ofDays(1));
        AuthenticateKey.Result result = accessFixture
                .check()
                .run(Map.of("x-api-key", List.of(issued.key().reveal())));

        String secret = issued.key().reveal().substring(18, 50);
        byte[] digest = keys.keys().getFirst().digest().bytes();
        assertThat(Stream.of(issued, rotated, keys, result, accessFixture.peppers.find(), issued.listed()))
                .extracting(String::valueOf)
                .allSatisfy(text -> assertThat(text)
                        .doesNotContain(secret)
                        .doesNotContain(HexFormat.of().formatHex(digest)));
    }
}
