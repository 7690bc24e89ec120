package farebox.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.local.lambda.RestartBackoff.Death;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestartBackoffTest {
    private static final Readiness.Failed FAILURE = new Readiness.Failed(Payloads.error("E", "e"), List.of());

    private final RestartBackoff backoff = new RestartBackoff();

    @Test
    void failed_doublesThePauseUpToABound() {
        backoff.failed(FAILURE, Death.EXPLAINED, Instant.EPOCH);
        assertThat(backoff.until()).isEqualTo(Instant.EPOCH.plusMillis(250));

        backoff.failed(FAILURE, Death.EXPLAINED, Instant.EPOCH);
        assertThat(backoff.until()).isEqualTo(Instant.EPOCH.plusMillis(500));

        for (int i = 0; i < 100; i++) {
            backoff.failed(FAILURE, Death.EXPLAINED, Instant.EPOCH);
        }
        assertThat(Duration.between(Instant.EPOCH, backoff.until())).isEqualTo(Duration.ofSeconds(32));
    }

    @Test
    void failed_aSecondSilentDeathPauses() {
        backoff.failed(FAILURE, Death.SILENT, Instant.EPOCH);
        assertThat(backoff.holds(Instant.EPOCH)).isFalse();

        backoff.failed(FAILURE, Death.SILENT, Instant.EPOCH);
        assertThat(backoff.holds(Instant.EPOCH)).isTrue();
    }

    @Test
    void isHopeless_atOnceIfTheRuntimeSaidWhy() {
        backoff.failed(FAILURE, Death.EXPLAINED, Instant.EPOCH);

        assertThat(backoff.isHopeless(Instant.EPOCH)).isTrue();
        assertThat(backoff.isHopeless(backoff.until())).isFalse();
    }

    @Test
    void isHopeless_afterFiveSilentDeathsInARow() {
        for (int i = 0; i < 4; i++) {
            backoff.failed(FAILURE, Death.SILENT, Instant.EPOCH);
            assertThat(backoff.isHopeless(Instant.EPOCH)).isFalse();
        }
        backoff.failed(FAILURE, Death.SILENT, Instant.EPOCH);

        assertThat(backoff.isHopeless(Instant.EPOCH)).isTrue();
    }

    @Test
    void isHopeless_neverBecauseSomeoneKills() {
        for (int i = 0; i < 100; i++) {
            backoff.failed(FAILURE, Death.KILLED, Instant.EPOCH);
        }

        assertThat(backoff.isHopeless(Instant.EPOCH)).isFalse();
        assertThat(backoff.until()).isEqualTo(Instant.EPOCH.plusMillis(250));
    }

    @Test
    void succeeded_forgetsEverything() {
        backoff.failed(FAILURE, Death.EXPLAINED, Instant.EPOCH);

        backoff.succeeded();

        assertThat(backoff.holds(Instant.EPOCH)).isFalse();
        assertThat(backoff.failure()).isEmpty();
    }
}
