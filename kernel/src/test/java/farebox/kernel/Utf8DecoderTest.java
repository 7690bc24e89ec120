package farebox.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class Utf8DecoderTest {
    @Test
    void text_isDecodedWhole() {
        assertThat(Utf8Decoder.decode(ByteBuffer.wrap("Grüße 🙂".getBytes(StandardCharsets.UTF_8))))
                .hasValue("Grüße 🙂");
        assertThat(Utf8Decoder.decode(ByteBuffer.allocate(0))).hasValue("");
    }

    @Test
    void overlongAndHalfCharacters_areNoText() {
        assertThat(Utf8Decoder.decode(ByteBuffer.wrap(new byte[] {(byte) 0xc0, (byte) 0xaf})))
                .isEmpty();
        assertThat(Utf8Decoder.decode(ByteBuffer.wrap(new byte[] {'a', (byte) 0xe2, (byte) 0x82})))
                .isEmpty();
    }
}
