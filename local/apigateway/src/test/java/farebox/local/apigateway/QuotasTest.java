package farebox.local.apigateway;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.local.template.UsagePlan.Period;
import farebox.local.template.UsagePlan.Quota;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotasTest {
    private static final Quotas.Counted KEY = new Quotas.Counted("plan", "key");

    @ParameterizedTest
    @CsvSource({
        "DAY,   2026-03-10T00:00:00Z, 2026-03-10T23:59:59.999Z, false",
        "DAY,   2026-03-10T23:59:59Z, 2026-03-11T00:00:00Z,     true",
        // A Saturday and the Sunday after it.
        "WEEK,  2026-03-08T00:00:00Z, 2026-03-14T23:59:59Z,     false",
        "WEEK,  2026-03-14T23:59:59Z, 2026-03-15T00:00:00Z,     true",
        "MONTH, 2026-02-01T00:00:00Z, 2026-02-28T23:59:59Z,     false",
        "MONTH, 2026-02-28T23:59:59Z, 2026-03-01T00:00:00Z,     true",
    })
    void take_startsAnewWithThePeriod(Period period, Instant first, Instant second, boolean isNew) {
        AtomicReference<Instant> now = new AtomicReference<>(first);
        InstantSource clock = now::get;
        Quotas quotas = new Quotas(clock);
        quotas.take(KEY, new Quota(1, period));
        now.set(second);

        assertThat(quotas.take(KEY, new Quota(1, period))).isEqualTo(isNew);
    }
}
