package farebox.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.local.lambda.RestartPause.Death;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestartPauseTest {
    private static final Readiness.Failed FAILURE = new Readiness.Failed(Payloads.error("E", "e"), List.of());

    private final RestartPause pause = new RestartPause();

    @Test
    void failed_doublesThePauseUpToABound() {
        pause.failed(FAILURE, Death.EXPLAINED, Instant.EPOCH);
        assertThat(pause.until()).isEqualTo(Instant.EPOCH.plusMillis(250));

        pause.failed(FAILURE, Death.EXPLAINED, Instant.EPOCH);
        assertThat(pause.until()).isEqualTo(Instant.EPOCH.plusMillis(500));

        for (int i = 0; i < 100; i++) {
            pause.failed(FAILURE, Death.EXPLAINED, Instant.EPOCH);
        }
        assertThat(Duration.between(Instant.EPOCH, pause.until())).isEqualTo(Duration.ofSeconds(32));
    }

    @Test
    void failed_aSecondSilentDeathPauses() {
        pause.failed(FAILURE, Death.SILENT, Instant.EPOCH);
        assertThat(pause.holds(Instant.EPOCH)).isFalse();

        pause.failed(FAILURE, Death.SILENT, Instant.EPOCH);
        assertThat(pause.holds(Instant.EPOCH)).isTrue();
    }

    @Test
    void isHopeless_atOnceIfTheRuntimeSaidWhy() {
        pause.failed(FAILURE, Death.EXPLAINED, Instant.EPOCH);

        assertThat(pause.isHopeless(Instant.EPOCH)).isTrue();
        assertThat(pause.isHopeless(pause.until())).isFalse();
    }

    @Test
    void isHopeless_afterFiveSilentDeathsInARow() {
        for (int i = 0; i < 4; i++) {
            pause.failed(FAILURE, Death.SILENT, Instant.EPOCH);
            assertThat(pause.isHopeless(Instant.EPOCH)).isFalse();
        }
        pause.failed(FAILURE, Death.SILENT, Instant.EPOCH);

        assertThat(pause.isHopeless(Instant.EPOCH)).isTrue();
    }

    @Test
    void isHopeless_neverBecauseSomeoneKills() {
        for (int i = 0; i < 100; i++) {
            pause.failed(FAILURE, Death.KILLED, Instant.EPOCH);
        }

        assertThat(pause.isHopeless(Instant.EPOCH)).isFalse();
        assertThat(pause.until()).isEqualTo(Instant.EPOCH.plusMillis(250));
    }

    @Test
    void succeeded_forgetsEverything() {
        pause.failed(FAILURE, Death.EXPLAINED, Instant.EPOCH);

        pause.succeeded();

        assertThat(pause.holds(Instant.EPOCH)).isFalse();
        assertThat(pause.failure()).isEmpty();
    }
}
