package farebox.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TargetTest {
    @ParameterizedTest
    @CsvSource({"0.49, met", "0.5, met", "0.51, missed", "NaN, missed"})
    void atMost_isMetUpToItsLimit(double value, String verdict) {
        assertThat(new Target.AtMost(0.5, " ms").verdict(value)).startsWith(verdict + ":");
    }

    @ParameterizedTest
    @CsvSource({"0.96, met", "0.95, met", "0.94, missed", "NaN, missed"})
    void atLeast_isMetFromItsLimitOn(double value, String verdict) {
        assertThat(new Target.AtLeast(0.95, "").verdict(value)).startsWith(verdict + ":");
    }

    @ParameterizedTest
    @CsvSource({"0", "NaN"})
    void none_saysNothing(double value) {
        assertThat(new Target.None().verdict(value)).isEmpty();
    }
}
