package farebox.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WholeNumberTest {
    @ParameterizedTest
    @CsvSource({"64.0, 64", "6.4e1, 64", "-0.0, 0", "9007199254740992, 9007199254740992"})
    void of_takesIntegersByTheirValue(double number, long value) {
        assertThat(WholeNumber.of(number)).hasValue(value);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 9007199254740994.0, -1e300, Double.NaN, Double.POSITIVE_INFINITY})
    void of_takesNothingElse(double number) {
        assertThat(WholeNumber.of(number)).isEmpty();
    }
}
