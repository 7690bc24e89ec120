package farebox.inference;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.kernel.ModelVersion;
import farebox.kernel.MovableClock;
import farebox.kernel.Unavailable;
import farebox.models.ModelRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class VersionRecorderTest {
    private static final ModelVersion V1 = new ModelVersion("v1");
    private static final VersionCounts ONE = VersionCounts.answered(Duration.ofMillis(1));

    private final MovableClock clock = new MovableClock();
    private final InMemoryVersionMetrics metrics = new InMemoryVersionMetrics(clock);
    private final List<Runnable> background = new ArrayList<>();
    private final VersionRecorder recorder = new VersionRecorder(metrics, clock, background::add);

    @Test
    void record_isPassedOnAtOnceAfterAPause_andOffTheCall() {
        recorder.record(InMemoryModels.MINI, V1, ONE);

        assertThat(stored()).isZero();
        background.forEach(Runnable::run);
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void record_isPassedOnOnceASecond_asASum() {
        for (int i = 0; i < 100; i++) {
            recorder.record(InMemoryModels.MINI, V1, ONE);
            clock.advance(Duration.ofMillis(30));
        }

        assertThat(background).hasSize(3);
        background.forEach(Runnable::run);
        assertThat(stored()).isEqualTo(100);
    }

    @Test
    void record_isKeptWhileTheStoreDoesNotAnswer() {
        List<Runnable> tasks = new ArrayList<>();
        VersionRecorder failing = new VersionRecorder(new FailingOnce(), clock, tasks::add);
        failing.record(InMemoryModels.MINI, V1, ONE);
        tasks.getFirst().run();
        clock.advance(Duration.ofSeconds(1));

        failing.record(InMemoryModels.MINI, V1, ONE);
        tasks.getLast().run();

        assertThat(stored()).isEqualTo(2);
    }

    private long stored() {
        return metrics.since(InMemoryModels.MINI, V1, Instant.EPOCH).requests();
    }

    private final class FailingOnce implements VersionMetrics {
        private boolean failed;

        @Override
        public void add(ModelRef model, ModelVersion version, VersionCounts counts) {
            if (!failed) {
                failed = true;
                throw new Unavailable("no answer", Duration.ofSeconds(1));
            }
            metrics.add(model, version, counts);
        }

        @Override
        public VersionCounts since(ModelRef model, ModelVersion version, Instant from) {
            return metrics.since(model, version, from);
        }
    }
}
