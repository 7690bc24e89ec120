package farebox.inference.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class VectorsTest {
    @Test
    void shortened_keepsTheFirstDimensionsAndTheLengthOfOne() {
        float[] kept = Vectors.shortened(new float[] {0.3f, 0.4f, 0.866f}, 2);

        assertThat(kept).hasSize(2);
        assertThat(kept[0]).isCloseTo(0.6f, within(1e-6f));
        assertThat(kept[1]).isCloseTo(0.8f, within(1e-6f));
    }

    @Test
    void shortened_toAll_changesNothing() {
        float[] vector = {0.3f, 0.4f};

        assertThat(Vectors.shortened(vector, 2)).isSameAs(vector);
    }

    @Test
    void shortened_zerosStayZeros() {
        assertThat(Vectors.shortened(new float[] {0, 0, 1}, 2)).containsExactly(0f, 0f);
    }

    @Test
    void littleEndian_putsTheLowByteFirst() {
        assertThat(Vectors.littleEndian(new float[] {1f, -2f})).containsExactly(0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0);
    }
}
