package farebox.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TimingsTest {
    @Test
    void median_ofAnOddNumber_isTheOneInTheMiddle() {
        assertThat(millis(9, 1, 5).medianMillis()).isEqualTo(5);
    }

    @Test
    void median_ofAnEvenNumber_isBetweenTheTwoInTheMiddle() {
        assertThat(millis(8, 100, 1, 4).medianMillis()).isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource({"0.1, 1", "1, 1", "1.1, 2", "50, 50", "99, 99", "99.1, 100", "100, 100"})
    void percentile_isTheNearestRank(double percent, double millis) {
        Timings oneToHundred =
                millis(LongStream.rangeClosed(1, 100).map(i -> 101 - i).toArray());

        assertThat(oneToHundred.percentileMillis(percent)).isEqualTo(millis);
    }

    @Test
    void percentile_ofOneRound_isThatRound() {
        assertThat(millis(7).percentileMillis(99)).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "100.1", "NaN"})
    void percentile_refusesWhatIsNone(double percent) {
        assertThatIllegalArgumentException().isThrownBy(() -> millis(1).percentileMillis(percent));
    }

    @Test
    void percentile_leavesTheOrderOfTheRounds() {
        Timings timings = millis(3, 1, 2);

        timings.percentileMillis(50);
        timings.medianMillis();

        assertThat(timings.nanos()).containsExactly(3_000_000, 1_000_000, 2_000_000);
    }

    @Test
    void medianRatio_isThatOfTheRounds_andNotThatOfTheMedians() {
        Timings ours = millis(2, 30, 400);
        Timings baseline = millis(1, 60, 100);

        assertThat(ours.medianRatioTo(baseline)).isEqualTo(2, within(1e-12));
    }

    @Test
    void medianRatio_isUntouchedByWhatSlowsBothTasksOfARound() {
        Timings ours = millis(3, 300, 3, 30, 3);
        Timings baseline = millis(2, 200, 2, 20, 2);

        assertThat(ours.medianRatioTo(baseline)).isEqualTo(1.5, within(1e-12));
    }

    /** Here each task takes half as long right after itself, which is when it begins a round. */
    @Test
    void medianRatio_isOfRoundsThatEachTaskHasBegun() {
        Timings ours = new Timings(new long[] {3, 6, 3, 6, 3}, 2);
        Timings baseline = new Timings(new long[] {4, 2, 4, 2, 4}, 2);

        assertThat(ours.medianRatioTo(baseline)).isEqualTo(1.5, within(1e-12));
    }

    @Test
    void medianRatio_ofFewerRoundsThanTasks_isOfThemTogether() {
        Timings ours = new Timings(new long[] {3, 6}, 4);
        Timings baseline = new Timings(new long[] {4, 2}, 4);

        assertThat(ours.medianRatioTo(baseline)).isEqualTo(1.5, within(1e-12));
    }

    @Test
    void medianRatio_refusesOtherRounds() {
        assertThatIllegalArgumentException().isThrownBy(() -> millis(1, 2).medianRatioTo(millis(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> millis(1).medianRatioTo(new Timings(new long[] {1_000_000}, 2)));
    }

    @Test
    void sample_hasARound() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Timings(new long[0], 1));
    }

    private static Timings millis(long... millis) {
        return new Timings(Arrays.stream(millis).map(each -> each * 1_000_000).toArray(), 1);
    }
}
