package farebox.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import farebox.kernel.ModelVersion;
import farebox.kernel.MovableClock;
import farebox.models.ModelRef;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link VersionMetrics} does. */
public abstract class VersionMetricsContract {
    private static final Instant START = Instant.parse("2026-01-31T12:00:30Z");
    private static final ModelRef MODEL = InMemoryModels.ref("acme", "churn");
    private static final ModelVersion V1 = new ModelVersion("v1");
    private static final ModelVersion V2 = new ModelVersion("v2");

    private final MovableClock clock = new MovableClock(START);

    protected abstract VersionMetrics metrics(MovableClock clock);

    @Test
    void since_isTheSumOfWhatEnvironmentsAdd() {
        VersionMetrics metrics = metrics(clock);
        VersionCounts two = VersionCounts.answered(Duration.ofMillis(2)).plus(VersionCounts.failed());

        metrics.add(MODEL, V1, two);
        metrics.add(MODEL, V1, VersionCounts.answered(Duration.ofMillis(8), 4));

        VersionCounts sum = metrics.since(MODEL, V1, START);
        assertThat(sum.requests()).isEqualTo(3);
        assertThat(sum.errors()).isEqualTo(1);
        assertThat(Math.exp(sum.meanLog()) / 1e6).isCloseTo(4, within(1e-3));
        assertThat(Math.sqrt(sum.latency().variance(2))).isCloseTo(Math.log(2), within(1e-3));
        assertThat(Math.exp(sum.inputLatency().mean(2)) / 1e6).isCloseTo(2, within(1e-3));
        assertThat(sum.inputLatency().variance(2)).isCloseTo(0, within(1e-3));
    }

    @Test
    void since_leavesOutEarlierMinutesAndOtherVersions() {
        VersionMetrics metrics = metrics(clock);
        metrics.add(MODEL, V1, VersionCounts.failed());
        metrics.add(MODEL, V2, VersionCounts.failed());
        metrics.add(InMemoryModels.ref("other", "churn"), V1, VersionCounts.failed());
        clock.advance(Duration.ofMinutes(1));
        metrics.add(MODEL, V1, VersionCounts.answered(Duration.ofMillis(1)));

        assertThat(metrics.since(MODEL, V1, START.plusSeconds(60)).errors()).isZero();
        assertThat(metrics.since(MODEL, V1, START).requests()).isEqualTo(2);
        assertThat(metrics.since(MODEL, V2, START.plusSeconds(60))).isEqualTo(VersionCounts.NONE);
    }
}
