package farebox.billing.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.billing.quota.Limit.Window;
import farebox.kernel.InvalidRequest;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LimitTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    @ParameterizedTest
    @CsvSource({
        "wishes, day, , 10, wishes",
        "calls, week, , 10, day or month",
        "calls, day, , , soft",
        "calls, day, , 0, above zero",
        "calls, day, -1, , above zero",
        "spend, month, 11, 10, above the hard one"
    })
    void aWrongLimit_isRefusedByName(String subject, String window, String soft, String hard, String word) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> Limit.of(subject, Window.named(window), number(soft), number(hard)))
                .withMessageContaining(word);
    }

    @Test
    void windows_beginAtMidnightOfTheTenant() {
        Instant now = Instant.parse("2026-08-01T03:00:00Z");

        assertThat(Window.DAY.start(now, NEW_YORK)).isEqualTo("2026-07-31T04:00:00Z");
        assertThat(Window.DAY.end(now, NEW_YORK)).isEqualTo("2026-08-01T04:00:00Z");
        assertThat(Window.MONTH.start(now, NEW_YORK)).isEqualTo("2026-07-01T04:00:00Z");
        assertThat(Window.MONTH.end(now, NEW_YORK)).isEqualTo("2026-08-01T04:00:00Z");
    }

    private static Optional<BigDecimal> number(String decimal) {
        return Optional.ofNullable(decimal).map(BigDecimal::new);
    }
}
