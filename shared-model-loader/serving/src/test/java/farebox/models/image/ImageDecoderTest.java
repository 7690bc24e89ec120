package farebox.models.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import farebox.kernel.InvalidRequest;
import farebox.models.ImageInput;
import farebox.models.ImageInput.Layout;
import farebox.models.ImageInput.Resize;
import farebox.models.tensor.Shape;
import farebox.models.tensor.Tensor;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {
    private static final int WIDTH_OF_PNG = 16;

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg"})
    void decode_scalesEachChannelByMeanAndDeviation(String format) throws IOException {
        Tensor tensor = decoder(Layout.CHANNELS_FIRST, Resize.STRETCH).decode(encoded(halves(), format));

        assertThat(tensor.shape()).isEqualTo(Shape.of(1, 3, 2, 2));
        // Left red, right blue; a sample of 1 is (1 - 0.5) / 0.25, one of 0 is -2.
        assertThat(tensor.numbers())
                .containsExactly(new double[] {2, -2, 2, -2, -2, -2, -2, -2, -2, 2, -2, 2}, within(0.1));
    }

    @Test
    void decode_putsChannelsLastWhereTheModelWantsThem() throws IOException {
        Tensor tensor = decoder(Layout.CHANNELS_LAST, Resize.STRETCH).decode(encoded(halves(), "png"));

        assertThat(tensor.shape()).isEqualTo(Shape.of(1, 2, 2, 3));
        assertThat(Arrays.copyOf(tensor.numbers(), 6))
                .containsExactly(new double[] {2, -2, -2, -2, -2, 2}, within(0.1));
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void brightness_isThatOfTheImage(Layout layout) throws IOException {
        ImageDecoder decoder = decoder(layout, Resize.STRETCH);

        // Each pixel has one colour of three.
        assertThat(decoder.brightness(decoder.decode(encoded(halves(), "png")))).isCloseTo(1.0 / 3, within(0.01));
    }

    /** 90 x 30 pixels, a third each of red, green and blue: a square out of the middle is green. */
    @Test
    void decode_cutsTheMiddleOut() throws IOException {
        BufferedImage thirds = new BufferedImage(90, 30, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 90; x++) {
            for (int y = 0; y < 30; y++) {
                thirds.setRGB(x, y, (x < 30 ? Color.RED : x < 60 ? Color.GREEN : Color.BLUE).getRGB());
            }
        }

        double[] cut = decoder(Layout.CHANNELS_FIRST, Resize.CENTER_CROP)
                .decode(encoded(thirds, "png"))
                .numbers();

        assertThat(cut).containsExactly(new double[] {-2, -2, -2, -2, 2, 2, 2, 2, -2, -2, -2, -2}, within(0.4));
    }

    @Test
    void decode_makesGreyOfColours() throws IOException {
        ImageInput grey = new ImageInput("x", 1, 1, Layout.CHANNELS_FIRST, Resize.STRETCH, List.of(0.0), List.of(1.0));
        BufferedImage green = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        green.setRGB(0, 0, Color.GREEN.getRGB());

        assertThat(new ImageDecoder(grey).decode(encoded(green, "png")).numbers())
                .containsExactly(new double[] {0.587}, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"16385, 1", "1, 16385", "5001, 5000", "0, 1", "-1, 1", "2147483647, 2147483647"})
    void requireWithinBounds_refusesASizeByItsHeader(int width, int height) throws IOException {
        byte[] png = encoded(halves(), "png");
        ByteBuffer.wrap(png).putInt(WIDTH_OF_PNG, width).putInt(WIDTH_OF_PNG + 4, height);

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> ImageDecoder.requireWithinBounds(png))
                .withMessageContaining("16384 pixels a side");
    }

    @Test
    void requireWithinBounds_readsTheFrameOfAJpeg() throws IOException {
        byte[] jpeg = encoded(halves(), "jpeg");
        int frame = indexOf(jpeg, new byte[] {(byte) 0xff, (byte) 0xc0});
        ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 60_000);

        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> ImageDecoder.requireWithinBounds(jpeg));
    }

    @Test
    void requireWithinBounds_refusesWhatIsNoImage() throws IOException {
        byte[] jpeg = encoded(halves(), "jpeg");
        byte[] png = encoded(halves(), "png");

        assertRefused("GIF89a and more".getBytes(StandardCharsets.UTF_8));
        assertRefused(new byte[0]);
        assertRefused(Arrays.copyOf(jpeg, 20));
        assertRefused(Arrays.copyOf(png, 20));
        assertRefused(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 0, 0, 0, 0});
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg"})
    void decode_ofAnImageThatIsCutOffIsInvalid(String format) throws IOException {
        byte[] whole = encoded(halves(), format);

        for (int length : new int[] {whole.length / 2, whole.length * 9 / 10, whole.length - 20}) {
            assertThatExceptionOfType(InvalidRequest.class)
                    .isThrownBy(
                            () -> decoder(Layout.CHANNELS_FIRST, Resize.STRETCH).decode(Arrays.copyOf(whole, length)))
                    .satisfies(e -> assertThat(e.detail()).containsAnyOf("damaged", "ends before its header"));
        }
    }

    /** A compressed text that cannot be inflated would fail the JDK's reader; a large one would take its memory. */
    @Test
    void decode_doesNotReadTextsInsideAPng() throws IOException {
        byte[] png = encoded(halves(), "png");
        byte[] text = chunk("zTXt", "Comment\0\0no zlib stream".getBytes(StandardCharsets.UTF_8));
        byte[] withText = ByteBuffer.allocate(png.length + text.length)
                .put(png, 0, 33)
                .put(text)
                .put(png, 33, png.length - 33)
                .array();

        assertThat(PngChunks.ofPixels(withText)).isEqualTo(PngChunks.ofPixels(png));
        assertThat(decoder(Layout.CHANNELS_FIRST, Resize.STRETCH)
                        .decode(withText)
                        .numbers()[0])
                .isCloseTo(2, within(0.1));
    }

    private static ImageDecoder decoder(Layout layout, Resize resize) {
        List<Double> half = List.of(0.5, 0.5, 0.5);
        return new ImageDecoder(new ImageInput("x", 2, 2, layout, resize, half, List.of(0.25, 0.25, 0.25)));
    }

    /** 64 x 64 pixels, red on the left and blue on the right. */
    private static BufferedImage halves() {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 64; x++) {
            for (int y = 0; y < 64; y++) {
                image.setRGB(x, y, (x < 32 ? Color.RED : Color.BLUE).getRGB());
            }
        }
        return image;
    }

    private static byte[] encoded(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }

    private static byte[] chunk(String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        return ByteBuffer.allocate(12 + data.length)
                .putInt(data.length)
                .put(name)
                .put(data)
                .putInt((int) crc.getValue())
                .array();
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int i = 0; i + wanted.length <= bytes.length; i++) {
            if (Arrays.equals(Arrays.copyOfRange(bytes, i, i + wanted.length), wanted)) {
                return i;
            }
        }
        throw new IllegalStateException("no such bytes");
    }

    private static void assertRefused(byte[] image) {
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> ImageDecoder.requireWithinBounds(image));
    }
}
