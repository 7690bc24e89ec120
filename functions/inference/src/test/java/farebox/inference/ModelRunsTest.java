package farebox.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import farebox.kernel.DataCorrupted;
import farebox.kernel.Deadline;
import farebox.kernel.InvalidRequest;
import farebox.kernel.ModelVersion;
import farebox.kernel.MovableClock;
import farebox.kernel.TenantId;
import farebox.models.Model;
import farebox.models.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class ModelRunsTest {
    private final MovableClock clock = new MovableClock();
    private final InMemoryVersionMetrics metrics = new InMemoryVersionMetrics(clock);
    private final InMemoryModels models =
            InMemoryModels.withMini().add(InMemoryModels.MINI, "v2", "").canary(InMemoryModels.MINI, "v2", 50);

    @Test
    void run_countsAnswersAndFaultsOfEachVersion_whileACanaryLasts() {
        run(models, "v1", _ -> new ModelRuns.Done<>("", 1, Duration.ofMillis(3)));
        run(models, "v2", _ -> new ModelRuns.Done<>("", 1, Duration.ofMillis(3)));
        assertThatThrownBy(() -> run(models, "v2", _ -> {
                    throw new DataCorrupted("not a number");
                }))
                .isInstanceOf(DataCorrupted.class);
        assertThatThrownBy(() -> run(models, "v2", _ -> {
                    throw new IllegalStateException("a bug");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(counts("v1").requests()).isEqualTo(1);
        assertThat(counts("v1").errors()).isZero();
        assertThat(counts("v2").requests()).isEqualTo(3);
        assertThat(counts("v2").errors()).isEqualTo(2);
    }

    @Test
    void run_doesNotCountTheCallersFaults() {
        assertThatThrownBy(() -> run(models, "v2", _ -> {
                    throw new InvalidRequest("too long");
                }))
                .isInstanceOf(InvalidRequest.class);

        assertThat(counts("v2")).isEqualTo(VersionCounts.NONE);
    }

    @Test
    void run_countsNothingWithoutACanary() {
        run(InMemoryModels.withMini(), "v1", _ -> new ModelRuns.Done<>("", 1, Duration.ofMillis(3)));

        assertThat(counts("v1")).isEqualTo(VersionCounts.NONE);
    }

    private void run(InMemoryModels served, String version, Function<Model, ModelRuns.Done<String>> work) {
        VersionRecorder recorder = new VersionRecorder(metrics, clock, Runnable::run);
        ModelCall call = new ModelCall(
                new TenantId("acme"),
                served.find(InMemoryModels.MINI, new Selector.ByVersion(new ModelVersion(version)))
                        .orElseThrow(),
                new Deadline(clock.instant().plusSeconds(10)));
        String _ = new ModelRuns(served, new Statistics(), new CanaryObserver(served, recorder), clock)
                .run(call, Model.class, work);
        clock.advance(Duration.ofSeconds(2));
    }

    private VersionCounts counts(String version) {
        return metrics.since(InMemoryModels.MINI, new ModelVersion(version), Instant.EPOCH);
    }
}
