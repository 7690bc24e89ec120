package farebox.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import farebox.kernel.InvalidRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MoneyTest {
    private static final Currency USD = new Currency("USD");
    private static final Currency EUR = new Currency("EUR");

    @Test
    void plus_refusesAnotherCurrencyAndNamesBoth() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Money.of("1", USD).plus(Money.of("1", EUR)))
                .withMessageContainingAll("USD", "EUR");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Money.of("1", USD).compareTo(Money.of("1", EUR)))
                .withMessageContainingAll("USD", "EUR");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Money.of("1", USD).exact().plus(Money.of("1", EUR).exact()))
                .withMessageContainingAll("USD", "EUR");
    }

    @Test
    void equals_doesNotDependOnHowAnAmountWasWritten() {
        assertThat(Money.of("10", USD)).isEqualTo(Money.of("10.000", USD));
        assertThat(Money.of("10", USD)).isNotEqualTo(Money.of("10", EUR));
        assertThat(Quantity.of("10.0")).isEqualTo(Quantity.of(10));
    }

    @Test
    void decimal_hasTheDigitsOfTheCurrencyAndNoExponent() {
        assertThat(Money.of("10", USD).decimal()).isEqualTo("10.00");
        assertThat(Money.of("0", USD).decimal()).isEqualTo("0.00");
        assertThat(Money.of("1000", new Currency("JPY")).decimal()).isEqualTo("1000");
        assertThat(Money.of("0.0000000375", USD).decimal()).isEqualTo("0.0000000375");
        assertThat(Money.of("-5.1", USD)).hasToString("-5.10 USD");
        assertThat(Money.of("1", USD).times(Ratio.of(1, 3)).decimal()).isEqualTo("0.333333333333333333");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1e3", "1,5", ".5", "1.", "+1", "0.0000000000001", "NaN", "١", "1 "})
    void of_refusesWhatIsNoDecimal(String text) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> Money.of(text, USD))
                .withMessageContaining("'" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"usd", "US", "XYZ", "XAU", ""})
    void currency_isOfIso4217AndCanBePaid(String code) {
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> new Currency(code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1e3", "", "0.0000000000001"})
    void quantity_isADecimalOfZeroOrMore(String text) {
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> Quantity.of(text));
    }
}
