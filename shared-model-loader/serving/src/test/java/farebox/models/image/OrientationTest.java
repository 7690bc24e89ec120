package farebox.models.image;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.models.ImageInput;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Photographs with red, green, blue and white in the corners, read line by line as they are seen. */
class OrientationTest {
    private static final Map<Character, Color> COLOURS =
            Map.of('R', Color.RED, 'G', Color.GREEN, 'B', Color.BLUE, 'W', Color.WHITE);
    private static final Map<Integer, String> LETTERS =
            Map.of(0xff0000, "R", 0x00ff00, "G", 0x0000ff, "B", 0xffffff, "W");
    private static final int ORIENTATION = 0x0112;

    /** The corners as they are stored follow from where the tag says that the first line and column are seen. */
    @ParameterizedTest
    @CsvSource({"1, RGBW", "2, GRWB", "3, WBGR", "4, BWRG", "5, RBGW", "6, GWRB", "7, WGBR", "8, BRWG"})
    void anImage_isDecodedAsItIsSeen(int orientation, String stored) throws IOException {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            byte[] image = photograph(stored, exif(order, ORIENTATION, orientation));

            assertThat(corners(image)).isEqualTo("RGBW");
            assertThat(ImageDecoder.sizeOf(image))
                    .isEqualTo(orientation < 5 ? new ImageSize(64, 32) : new ImageSize(32, 64));
            assertThat(TextImage.decode(image).size()).isEqualTo(ImageDecoder.sizeOf(image));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, -1})
    void anotherValue_turnsNothing(int orientation) throws IOException {
        byte[] exif = exif(ByteOrder.BIG_ENDIAN, ORIENTATION, orientation);

        assertThat(corners(photograph("RGBW", exif))).isEqualTo("RGBW");
    }

    @Test
    void aDamagedSegment_turnsNothing() throws IOException {
        byte[] exif = exif(ByteOrder.BIG_ENDIAN, ORIENTATION, 6);
        for (int length = 0; length < exif.length - 6; length++) {
            byte[] cut = Arrays.copyOf(exif, length);
            assertThat(corners(photograph("RGBW", cut))).isEqualTo("RGBW");
        }
    }

    private static String corners(byte[] image) {
        List<Double> zero = List.of(0.0, 0.0, 0.0);
        ImageInput spec = new ImageInput(
                "x", 2, 2, ImageInput.Layout.CHANNELS_LAST, ImageInput.Resize.STRETCH, zero, List.of(1.0, 1.0, 1.0));
        double[] numbers = new ImageDecoder(spec).decode(image).numbers();
        return IntStream.range(0, 4)
                .mapToObj(i -> letter(Arrays.copyOfRange(numbers, 3 * i, 3 * i + 3)))
                .reduce("", String::concat);
    }

    private static String letter(double[] samples) {
        int rgb = 0;
        for (double sample : samples) {
            rgb = rgb << 8 | (sample > 0.5 ? 255 : 0);
        }
        return LETTERS.getOrDefault(rgb, "?");
    }

    /** 64 x 32 pixels with a quarter of each colour. */
    private static byte[] photograph(String corners, byte[] exif) throws IOException {
        BufferedImage image = new BufferedImage(64, 32, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 64; x++) {
            for (int y = 0; y < 32; y++) {
                image.setRGB(
                        x,
                        y,
                        Objects.requireNonNull(COLOURS.get(corners.charAt(y / 16 * 2 + x / 32)))
                                .getRGB());
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", out);
        byte[] jpeg = out.toByteArray();
        return ByteBuffer.allocate(jpeg.length + exif.length + 4)
                .put(jpeg, 0, 2)
                .putShort((short) 0xffe1)
                .putShort((short) (exif.length + 2))
                .put(exif)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    /** One directory with two fields of one short each. */
    private static byte[] exif(ByteOrder order, int tag, int value) {
        ByteBuffer tiff = ByteBuffer.allocate(6 + 8 + 2 + 2 * 12 + 4);
        tiff.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        tiff.put((order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM").getBytes(StandardCharsets.US_ASCII));
        tiff.order(order).putShort((short) 42).putInt(8).putShort((short) 2);
        field(tiff, 0x0103, 6);
        field(tiff, tag, value);
        return tiff.putInt(0).array();
    }

    private static void field(ByteBuffer tiff, int tag, int value) {
        tiff.putShort((short) tag)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) value)
                .putShort((short) 0);
    }
}
