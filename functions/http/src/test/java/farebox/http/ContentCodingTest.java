package farebox.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.InvalidRequest;
import farebox.kernel.PayloadTooLarge;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ContentCodingTest {
    @ParameterizedTest
    @EnumSource
    void decode_undoesEncode(ContentCoding coding) {
        byte[] plain = "the cat sits on the mat".repeat(100).getBytes(UTF_8);

        byte[] packed = coding.encode(plain);

        assertThat(packed.length).isLessThan(plain.length / 10);
        assertThat(coding.decode(packed)).isEqualTo(plain);
    }

    @ParameterizedTest
    @EnumSource
    void decode_takesTheLargestBodyAndRefusesABomb(ContentCoding coding) {
        byte[] largest = coding.encode(new byte[ContentCoding.MAX_BODY]);
        byte[] bomb = coding.encode(new byte[ContentCoding.MAX_BODY + 1]);

        assertThat(bomb.length).isLessThan(64 * 1024);
        assertThat(coding.decode(largest)).hasSize(ContentCoding.MAX_BODY);
        assertThatExceptionOfType(PayloadTooLarge.class).isThrownBy(() -> coding.decode(bomb));
    }

    @ParameterizedTest
    @EnumSource
    void decode_refusesABodyThatIsCutShort(ContentCoding coding) {
        byte[] packed = coding.encode("some words that do not repeat".getBytes(UTF_8));

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> coding.decode(Arrays.copyOf(packed, packed.length - 9)))
                .withMessageContaining(coding.header());
    }

    @ParameterizedTest
    @EnumSource
    void decode_refusesABodyOfAnotherForm(ContentCoding coding) {
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> coding.decode("{}".getBytes(UTF_8)));
    }

    @Test
    void named_knowsTwoCodings() {
        assertThat(ContentCoding.named("gzip")).contains(ContentCoding.GZIP);
        assertThat(ContentCoding.named(" X-GZIP ")).contains(ContentCoding.GZIP);
        assertThat(ContentCoding.named("deflate")).contains(ContentCoding.DEFLATE);
        assertThat(ContentCoding.named("")).isEmpty();
        assertThat(ContentCoding.named("identity")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "gzip, gzip", "zstd"})
    void named_refusesOthers(String header) {
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> ContentCoding.named(header));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
                    gzip, deflate, br      | GZIP
                    br, deflate            | DEFLATE
                    gzip;q=0, deflate      | DEFLATE
                    gzip; q=0              | none
                    gzip;q=0.0             | none
                    GZIP;q=0.5             | GZIP
                    br                     | none
                    identity               | none
                    """)
    void accepted_isTheFirstThatTheClientAllows(String header, ContentCoding coding) {
        assertThat(ContentCoding.accepted(header).orElse(null)).isEqualTo(coding);
    }
}
