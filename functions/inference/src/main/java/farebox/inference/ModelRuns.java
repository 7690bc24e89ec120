package farebox.inference;

import farebox.kernel.InvalidRequest;
import farebox.kernel.PayloadTooLarge;
import farebox.models.Lease;
import farebox.models.Model;
import farebox.models.Models;
import farebox.models.Selector;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/** Opens a model for the time of one request and counts what came of it. */
public final class ModelRuns {
    private final Models models;
    private final Statistics statistics;
    private final Optional<VersionRecorder> recorder;
    private final InstantSource clock;

    public ModelRuns(Models models, Statistics statistics, InstantSource clock) {
        this(models, statistics, Optional.empty(), clock);
    }

    /** @param recorder is told of the requests to a model while a canary of it lasts */
    public ModelRuns(Models models, Statistics statistics, Optional<VersionRecorder> recorder, InstantSource clock) {
        this.models = models;
        this.statistics = statistics;
        this.recorder = recorder;
        this.clock = clock;
    }

    /**
     * What was computed.
     *
     * @param inputs how many
     * @param compute the time the model alone took
     */
    public record Done<R>(R result, long inputs, Duration compute) {}

    public <M extends Model, R> R run(ModelCall call, Class<M> kind, Function<M, Done<R>> work) {
        Statistics.Count count = statistics.of(call.tenant(), call.card());
        Instant began = clock.instant();
        try (Lease<M> lease = models.open(
                call.card().ref(), new Selector.ByVersion(call.card().version()), kind, call.deadline())) {
            Done<R> done = work.apply(lease.value());
            count.succeeded(done.inputs(), Duration.between(began, clock.instant()), done.compute());
            record(call, VersionCounts.answered(done.compute()));
            return done.result();
        } catch (InvalidRequest | PayloadTooLarge e) {
            count.failed(Duration.between(began, clock.instant()));
            throw e;
        } catch (RuntimeException | Error e) {
            count.failed(Duration.between(began, clock.instant()));
            record(call, VersionCounts.failed());
            throw e;
        }
    }

    private void record(ModelCall call, VersionCounts counts) {
        recorder.filter(_ -> models.canary(call.card().ref()).isPresent())
                .ifPresent(to -> to.record(call.card().ref(), call.card().version(), counts));
    }

    public InstantSource clock() {
        return clock;
    }
}
