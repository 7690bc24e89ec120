package farebox.training.neural.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import farebox.training.neural.Dataset.Batch;
import farebox.training.neural.Inputs;
import farebox.training.neural.Sizes;
import farebox.training.neural.Targets;
import java.awt.geom.AffineTransform;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AugmentationTest {
    /**
     *
     *
     * <pre>
     * 1 2 3
     * 4 5 6
     * 7 8 9
     * </pre>
     */
    private static final Image COUNTED = new Image(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 1, 3, 3);

    @Test
    void resample_movesAndRepeatsTheEdge() {
        Image moved = COUNTED.resample(AffineTransform.getTranslateInstance(1, 0));

        assertThat(moved.pixels()).containsExactly(2, 3, 3, 5, 6, 6, 8, 9, 9);
    }

    @Test
    void resample_turnsAroundTheMiddle() {
        Image turned = COUNTED.resample(AffineTransform.getRotateInstance(Math.PI / 2, 1, 1));

        assertThat(turned.pixels()).containsExactly(new float[] {3, 6, 9, 2, 5, 8, 1, 4, 7}, within(1e-5f));
    }

    @Test
    void resample_takesTheMeanBetweenPixels() {
        Image between = COUNTED.resample(AffineTransform.getTranslateInstance(0.5, 0.5));

        assertThat(between.pixels()[0]).isEqualTo(3);
    }

    @Test
    void channels_changeAlike() {
        Image colour = new Image(new float[] {1, 2, 10, 20}, 2, 1, 2);

        assertThat(colour.resample(AffineTransform.getTranslateInstance(1, 0)).pixels())
                .containsExactly(2, 2, 20, 20);
    }

    @Test
    void flip_mirrorsSomeImagesExactly() {
        Augmentation flip = new Augmentation(true, 0, 0, 0, 0);
        Random random = new Random(1);

        assertThat(IntStream.range(0, 20)
                        .mapToObj(_ -> flip.apply(COUNTED, random).pixels()))
                .contains(new float[] {3, 2, 1, 6, 5, 4, 9, 8, 7}, COUNTED.pixels())
                .hasSize(20);
    }

    @ParameterizedTest
    @CsvSource({"0.3,0,0,0", "0,20,0,0", "0,0,20,0", "0,0,0,0.3"})
    void everyAmount_changesTheImageAndTheSameSeedAlike(double shift, double rotation, double shear, double zoom) {
        Augmentation augmentation = new Augmentation(false, shift, rotation, shear, zoom);

        float[] squares = new float[64];
        for (int i = 0; i < 64; i++) {
            squares[i] = i * i;
        }
        Image image = new Image(squares, 1, 8, 8);

        float[] changed = augmentation.apply(image, new Random(4)).pixels();

        assertThat(changed).isNotEqualTo(squares);
        assertThat(augmentation.apply(image, new Random(4)).pixels()).isEqualTo(changed);
        assertThat(augmentation.apply(image, new Random(5)).pixels()).isNotEqualTo(changed);
    }

    @Test
    void none_changesNothing() {
        assertThat(Augmentation.NONE.apply(COUNTED, new Random(1))).isSameAs(COUNTED);
    }

    @Test
    void rescale_multipliesEveryPixel() {
        assertThat(COUNTED.rescale(0.5f).pixels()).startsWith(0.5f, 1f).endsWith(4.5f);
    }

    @Test
    void constructor_refusesAmountsWithoutMeaning() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Augmentation(false, -0.1, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Augmentation(false, 0, 0, 0, 1));
    }

    @Test
    void dataset_changesImagesAndKeepsTheirClasses() {
        Inputs.Numbers images = new Inputs.Numbers(
                new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0}, Sizes.of(1, 3, 3));
        AugmentedImages dataset =
                new AugmentedImages(images, new Targets.Classes(new int[] {7, 8}), Augmentation.pixels(1, 3));

        Batch batch = dataset.batch(new int[] {1, 0}, new Random(2));

        assertThat(((Targets.Classes) batch.targets()).classes()).containsExactly(8, 7);
        float[] values = ((Inputs.Numbers) batch.inputs()).values();
        assertThat(Arrays.copyOfRange(values, 0, 9)).containsOnly(0);
        assertThat(Arrays.copyOfRange(values, 9, 18)).isNotEqualTo(COUNTED.pixels());
    }
}
