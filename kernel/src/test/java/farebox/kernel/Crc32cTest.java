package farebox.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Crc32cTest {
    /** RFC 3720, B.4, and the check value of the CRC catalogue. */
    @Test
    void of_isThatOfTheRfc() {
        assertThat(Crc32c.of(new byte[32])).hasToString("8a9136aa");
        assertThat(Crc32c.of("123456789".getBytes(StandardCharsets.US_ASCII))).hasToString("e3069283");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "8a9136a", "8a9136aaa", "8A9136AA", "8a9136ag"})
    void text_ofAnotherFormIsRefused(String text) {
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> new Crc32c(text));
    }
}
