package farebox.training.neural.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import farebox.training.neural.fit.LearningRate.Decay;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class LearningRateTest {
    @Test
    void warmUp_risesToThePeak() {
        LearningRate rate = new LearningRate(1, 0.4, Decay.NONE);

        assertThat(rates(rate, 10)).containsExactly(0.25, 0.5, 0.75, 1, 1, 1, 1, 1, 1, 1);
    }

    @Test
    void linear_fallsTowardsZero() {
        assertThat(rates(new LearningRate(1, 0, Decay.LINEAR), 4)).containsExactly(1, 0.75, 0.5, 0.25);
    }

    @Test
    void cosine_isHalfThePeakHalfWay() {
        LearningRate rate = LearningRate.cosine(2, 0);

        assertThat(rate.at(0, 100)).isEqualTo(2);
        assertThat(rate.at(50, 100)).isCloseTo(1, within(1e-12));
        assertThat(rate.at(100, 100)).isCloseTo(0, within(1e-12));
    }

    @Test
    void constructor_refusesWhatCannotTrain() {
        assertThatIllegalArgumentException().isThrownBy(() -> LearningRate.constant(0));
        assertThatIllegalArgumentException().isThrownBy(() -> LearningRate.constant(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> new LearningRate(1, 1, Decay.NONE));
    }

    private static double[] rates(LearningRate rate, long steps) {
        return LongStream.range(0, steps)
                .mapToDouble(step -> rate.at(step, steps))
                .toArray();
    }
}
