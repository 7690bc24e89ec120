package farebox.inference;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.inference.Explanation.Region;
import farebox.models.ImageInput;
import farebox.models.ImageInput.Layout;
import farebox.models.ImageInput.Resize;
import farebox.models.image.ImageSize;
import farebox.models.tensor.Shape;
import farebox.models.tensor.Tensor;
import farebox.models.tensor.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ImageRegionsTest {
    @ParameterizedTest
    @CsvSource({"28, 28, 49", "3, 5, 15", "224, 224, 49"})
    void regions_coverEveryPixelOnce(int height, int width, int count) {
        List<Region> regions = new ImageRegions(
                        input(height, width, 3, Layout.CHANNELS_FIRST, Resize.STRETCH), new ImageSize(9, 9))
                .inTensor();

        assertThat(regions).hasSize(count);
        assertThat(regions.stream()
                        .mapToInt(region -> region.width() * region.height())
                        .sum())
                .isEqualTo(height * width);
    }

    @Test
    void region_ofAStretchedImage_liesAtTheSameShareOfTheImage() {
        ImageRegions regions =
                new ImageRegions(input(10, 10, 3, Layout.CHANNELS_FIRST, Resize.STRETCH), new ImageSize(200, 50));

        assertThat(regions.inImage(new Region(0, 5, 10, 5))).isEqualTo(new Region(0, 25, 200, 25));
    }

    @Test
    void region_ofACroppedImage_isMovedByWhatWasCutOff() {
        ImageRegions regions =
                new ImageRegions(input(10, 10, 3, Layout.CHANNELS_FIRST, Resize.CENTER_CROP), new ImageSize(40, 20));

        assertThat(regions.inImage(new Region(0, 0, 10, 10))).isEqualTo(new Region(10, 0, 20, 20));
    }

    @Test
    void covered_hasTheMeanOfEachChannelThere() {
        float[] first = {1, 3, 10, 20, 5, 5};
        float[] last = {1, 10, 5, 3, 20, 5};

        assertThat(covered(first, Layout.CHANNELS_FIRST)).containsExactly(2, 3, 15, 20, 5, 5);
        assertThat(covered(last, Layout.CHANNELS_LAST)).containsExactly(2, 15, 5, 3, 20, 5);
    }

    /** An image of two pixels beside each other, of which the left one is covered. */
    private static double[] covered(float[] numbers, Layout layout) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(numbers);
        ImageInput input = input(1, 2, 3, layout, Resize.STRETCH);
        Tensor image = new Tensor("image", TensorType.FP32, new Shape(input.shape(1)), new Tensor.Fixed(bytes));
        return new ImageRegions(input, new ImageSize(2, 1))
                .covered(image, new Region(0, 0, 1, 1))
                .numbers();
    }

    private static ImageInput input(int height, int width, int channels, Layout layout, Resize resize) {
        return new ImageInput(
                "image",
                height,
                width,
                layout,
                resize,
                Collections.nCopies(channels, 0.0),
                Collections.nCopies(channels, 1.0));
    }
}
