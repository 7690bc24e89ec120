package farebox.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Utf8Test {
    @Test
    void text_isWhatTheBytesSay() {
        assertThat(Utf8.text(ByteBuffer.wrap("Grüße 🙂".getBytes(StandardCharsets.UTF_8))))
                .hasValue("Grüße 🙂");
        assertThat(Utf8.text(ByteBuffer.wrap(new byte[0]))).hasValue("");
    }

    @Test
    void text_ofOverlongOrHalfCharacters_isNone() {
        assertThat(Utf8.text(ByteBuffer.wrap(new byte[] {(byte) 0xc0, (byte) 0xaf})))
                .isEmpty();
        assertThat(Utf8.text(ByteBuffer.wrap(new byte[] {'a', (byte) 0xe2, (byte) 0x82})))
                .isEmpty();
    }
}
