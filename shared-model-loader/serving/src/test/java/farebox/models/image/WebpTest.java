package farebox.models.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import farebox.kernel.InvalidRequest;
import farebox.models.ImageInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** WebP images of 64 x 64 pixels, red on the left and blue on the right, as libwebp encodes them. */
class WebpTest {
    private static final String LOSSY =
            "UklGRmwAAABXRUJQVlA4IGAAAACQBQCdASpAAEAAPm00lUckIyIhKggAgA2JYwCVz/gH4gaYD8Sf1m3EAAvkHb"
                    + "WQTHv69fGwAAD+8JtAAJOZ2d57n7bcBuDoQ2w/p8Hn7bcHQy9N1DS7sF4Q31KKAAAAAAA=";
    private static final String LOSSLESS = "UklGRiYAAABXRUJQVlA4TBoAAAAvP8APAA8Q87//8x8OxILJ/KVj6Ivof1TBdw==";

    /** With transparency, and with a colour profile that is none. */
    private static final String EXTENDED =
            "UklGRqYAAABXRUJQVlA4WAoAAAAwAAAAPwAAPwAASUNDUAQAAABub25lQUxQSBMAAAABDzD/ERFCLJj4Sy+Gvoj+p+"
                    + "4DAFZQOCBgAAAAkAUAnQEqQABAAD5tNJVHJCMiISoIAIANiWMAlc/4B+IGmA/En9ZtxAAL5B21kEx7+vXxsAAA/vCb"
                    + "QACTmdnee5+23Abg6ENsP6fB5+23B0MvTdQ0u7BeEN9SigAAAAAA";

    /** Two images; what follows the second header is left out. */
    private static final String ANIMATED =
            "UklGRmIBAABXRUJQVlA4WAoAAAASAAAAPwAAPwAAQU5JTQYAAAAAAAAAAABBTk1GggAAAAAAAAAAAD8AAD8AAA==";

    @ParameterizedTest
    @ValueSource(strings = {LOSSY, LOSSLESS, EXTENDED})
    void aWebp_isDecodedAsItsPixels(String webp) {
        List<Double> zero = List.of(0.0, 0.0, 0.0);
        ImageInput spec = new ImageInput(
                "x", 1, 2, ImageInput.Layout.CHANNELS_LAST, ImageInput.Resize.STRETCH, zero, List.of(1.0, 1.0, 1.0));

        assertThat(new ImageDecoder(spec).decode(decoded(webp)).numbers())
                .containsExactly(new double[] {1, 0, 0, 0, 0, 1}, within(0.1));
    }

    @ParameterizedTest
    @ValueSource(strings = {LOSSY, LOSSLESS, EXTENDED})
    void itsSize_standsInItsHeader(String webp) {
        assertThat(ImageDecoder.sizeOf(Arrays.copyOf(decoded(webp), decoded(webp).length - 10)))
                .isEqualTo(new ImageSize(64, 64));
    }

    /** One colour takes no bits at all: these 40 bytes would become a gigabyte of pixels. */
    @ParameterizedTest
    @CsvSource({"16384, 16384", "5001, 5000", "16384, 1600"})
    void aFewBytesOfManyPixels_areRefusedByTheirHeader(int width, int height) {
        byte[] bomb = oneColour(width, height);

        assertThat(bomb).hasSizeLessThan(48);
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> ImageDecoder.requireWithinBounds(bomb))
                .withMessageContaining("25000000");
    }

    @Test
    void aSmallCanvas_hidesNoLargePixels() {
        byte[] bomb = oneColour(16_384, 16_384);
        byte[] canvas = Arrays.copyOfRange(decoded(EXTENDED), 12, 30);
        byte[] hidden = ByteBuffer.allocate(bomb.length + canvas.length)
                .put(bomb, 0, 12)
                .put(canvas)
                .put(bomb, 12, bomb.length - 12)
                .array();

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> ImageDecoder.requireWithinBounds(hidden))
                .withMessageContaining("16384 x 16384");
    }

    @Test
    void aWebpOfOneColour_isDecodedWhereItIsSmall() {
        assertThat(TextImage.decode(oneColour(200, 100)).size()).isEqualTo(new ImageSize(200, 100));
    }

    @Test
    void anAnimation_isRefused() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> ImageDecoder.requireWithinBounds(decoded(ANIMATED)))
                .withMessageContaining("animated");
    }

    @Test
    void whatIsCutOff_isRefused() {
        byte[] whole = decoded(EXTENDED);

        assertThat(IntStream.range(0, whole.length - 90))
                .allSatisfy(length -> assertThatExceptionOfType(InvalidRequest.class)
                        .isThrownBy(() -> ImageDecoder.requireWithinBounds(Arrays.copyOf(whole, length))));
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> TextImage.decode(Arrays.copyOf(whole, whole.length - 60)))
                .withMessageContaining("damaged");
    }

    private static byte[] decoded(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    /** A lossless WebP whose five prefix codes have a single symbol each. */
    private static byte[] oneColour(int width, int height) {
        Bits bits = new Bits();
        bits.put(0x2f, 8);
        bits.put(width - 1, 14);
        bits.put(height - 1, 14);
        bits.put(0, 1 + 3);
        bits.put(0, 1 + 1 + 1);
        for (int code = 0; code < 5; code++) {
            bits.put(1, 1);
            bits.put(0, 1);
            bits.put(1, 1);
            bits.put(code == 3 ? 255 : 0, 8);
        }
        byte[] pixels = bits.bytes();
        return ByteBuffer.allocate(20 + pixels.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(12 + pixels.length)
                .put("WEBPVP8L".getBytes(StandardCharsets.US_ASCII))
                .putInt(pixels.length)
                .put(pixels)
                .array();
    }

    /** The lowest bit first. */
    private static final class Bits {
        private final BitSet set = new BitSet();
        private int count;

        private void put(int value, int bits) {
            for (int i = 0; i < bits; i++) {
                set.set(count++, (value >> i & 1) == 1);
            }
        }

        private byte[] bytes() {
            return Arrays.copyOf(set.toByteArray(), 2 * Math.ceilDiv(count, 16));
        }
    }
}
