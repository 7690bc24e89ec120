package farebox.local.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.local.host.ServiceException;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ScheduleExpressionTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rate(5 minutes)           | 2026-03-01T12:00:00Z | 2026-03-01T12:05:00Z | UTC",
                "rate(5 minutes)           | 2026-03-01T12:07:00Z | 2026-03-01T12:10:00Z | UTC",
                "rate(1 hour)              | 2026-03-01T12:59:59Z | 2026-03-01T13:00:00Z | UTC",
                "rate(1 hours)             | 2026-03-01T12:59:59Z | 2026-03-01T13:00:00Z | UTC",
                "rate(2 days)              | 2026-03-01T12:00:00Z | 2026-03-03T12:00:00Z | UTC",
                "at(2026-03-02T09:00:00)   | 2026-03-01T12:00:00Z | 2026-03-02T09:00:00Z | UTC",
                "at(2026-03-02T09:00:00)   | 2026-03-01T12:00:00Z | 2026-03-02T08:00:00Z | Europe/Berlin",
                "cron(0 3 * * ? *)         | 2026-03-01T12:00:00Z | 2026-03-02T03:00:00Z | UTC",
                "cron(0 3 * * ? *)         | 2026-03-01T12:00:00Z | 2026-03-02T08:00:00Z | America/New_York",
                "cron(0/15 * * * ? *)      | 2026-03-01T12:15:00Z | 2026-03-01T12:30:00Z | UTC",
                "cron(5,35 8-17 ? * MON-FRI *) | 2026-03-01T12:00:00Z | 2026-03-02T08:05:00Z | UTC",
                "cron(0 18 ? * 2-6 *)      | 2026-03-06T18:00:00Z | 2026-03-09T18:00:00Z | UTC",
                "cron(0 0 1 1 ? *)         | 2026-03-01T12:00:00Z | 2027-01-01T00:00:00Z | UTC",
                "cron(0 0 L * ? *)         | 2026-03-31T00:00:00Z | 2026-04-30T00:00:00Z | UTC",
                "cron(0 0 29 2 ? *)        | 2026-03-01T12:00:00Z | 2028-02-29T00:00:00Z | UTC",
                "cron(0 0 15W * ? *)       | 2026-03-01T12:00:00Z | 2026-03-16T00:00:00Z | UTC",
                "cron(0 0 1W * ? *)        | 2026-07-31T12:00:00Z | 2026-08-03T00:00:00Z | UTC",
                "cron(0 9 ? * 2#1 *)       | 2026-03-01T12:00:00Z | 2026-03-02T09:00:00Z | UTC",
                "cron(0 9 ? * FRI#5 *)     | 2026-03-01T12:00:00Z | 2026-05-29T09:00:00Z | UTC",
                "cron(0 9 ? * 6L *)        | 2026-03-01T12:00:00Z | 2026-03-27T09:00:00Z | UTC",
                "cron(0 9 ? JUN-AUG SUN 2030) | 2026-03-01T12:00:00Z | 2030-06-02T09:00:00Z | UTC",
                "cron(30 2 29 3 ? *)       | 2026-03-01T12:00:00Z | 2026-03-29T01:30:00Z | Europe/Berlin",
                "cron(30 2 * * ? *)        | 2026-10-25T00:30:00Z | 2026-10-26T01:30:00Z | Europe/Berlin",
            })
    void next_isTheFirstTimeAfter(String expression, Instant after, Instant expected, String zone) {
        assertThat(ScheduleExpression.parse(expression).next(after, START, ZoneId.of(zone)))
                .hasValue(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"at(2026-03-01T12:00:00)", "cron(0 0 1 1 ? 2026)", "cron(0 0 31 2 ? *)"})
    void next_ofWhatIsOver_isEmpty(String expression) {
        assertThat(ScheduleExpression.parse(expression).next(START, START, ZoneId.of("UTC")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rate(0 minutes)",
                "rate(2 minute)",
                "rate(5 minute)",
                "rate(5 weeks)",
                "at(tomorrow)",
                "cron(0 3 * * *)",
                "cron(0 3 * * * *)",
                "cron(0 3 ? * ? *)",
                "cron(60 3 * * ? *)",
                "cron(0 3 * XYZ ? *)",
                "cron(5-1 3 * * ? *)",
                "cron(0/0 3 * * ? *)"
            })
    void expression_thatIsNotValid_isRefused(String expression) {
        assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(() -> ScheduleExpression.parse(expression))
                .extracting(ServiceException::code)
                .isEqualTo("ValidationException");
    }
}
