package farebox.training.neural.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import farebox.training.neural.Targets.Classes;
import farebox.training.neural.Targets.NextTokens;
import farebox.training.neural.Targets.Values;
import org.junit.jupiter.api.Test;

final class MetricsTest {
    private static final float[] SCORES = {2, 1, 0, 3, 1, 1};

    @Test
    void accuracy_isTheShareOfLargestScores() {
        assertThat(Metrics.accuracy().of(SCORES, new Classes(new int[] {0, 0, 0})))
                .isCloseTo(2.0 / 3, within(1e-12));
    }

    @Test
    void accuracy_leavesIgnoredTokensOut() {
        assertThat(Metrics.accuracy().of(SCORES, new NextTokens(new long[] {0, -1, -1}, 3)))
                .isEqualTo(1);
    }

    @Test
    void crossEntropy_ofEvenScoresIsTheLogarithmOfTheirNumber() {
        assertThat(Metrics.crossEntropy().of(new float[] {5, 5, 5, 5}, new Classes(new int[] {3})))
                .isCloseTo(Math.log(4), within(1e-9));
        assertThat(Metrics.crossEntropy().of(new float[] {1e4f, 0}, new Classes(new int[] {1})))
                .isCloseTo(1e4, within(1e-6));
    }

    @Test
    void rmse_isTheRootOfTheMeanSquare() {
        assertThat(Metrics.rootMeanSquaredError().of(new float[] {1, 2}, new Values(new float[] {4, 6}, 1)))
                .isCloseTo(Math.sqrt(12.5), within(1e-9));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metrics.rootMeanSquaredError().of(SCORES, new Classes(new int[] {0})));
    }

    @Test
    void isBetter_knowsTheSideOfAMetric() {
        assertThat(Metrics.accuracy().isBetter(0.9, 0.8, 0)).isTrue();
        assertThat(Metrics.accuracy().isBetter(0.8, 0.9, 0)).isFalse();
        assertThat(Metrics.crossEntropy().isBetter(0.8, 0.9, 0)).isTrue();
        assertThat(Metrics.crossEntropy().isBetter(0.9, 0.8, 0)).isFalse();
        assertThat(Metrics.accuracy().isBetter(0.81, 0.8, 0.05)).isFalse();
        assertThat(Metrics.accuracy().isBetter(0.1, Double.NaN, 0.5)).isTrue();
        assertThat(Metrics.accuracy().isBetter(Double.NaN, 0.1, 0)).isFalse();
    }
}
