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
import java.util.function.Function;

/** Opens a model for the time of one request and counts what came of it. */
public final class ModelRuns {
    private final Models models;
    private final Statistics statistics;
    private final RunObserver observer;
    private final InstantSource clock;

    /** Whose runs nobody observes. */
    public ModelRuns(Models models, Statistics statistics, InstantSource clock) {
        this(models, statistics, RunObserver.NONE, clock);
    }

    public ModelRuns(Models models, Statistics statistics, RunObserver observer, InstantSource clock) {
        this.models = models;
        this.statistics = statistics;
        this.observer = observer;
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
            Duration time = Duration.between(began, clock.instant());
            count.succeeded(done.inputs(), time, done.compute());
            observer.succeeded(call, time, done);
            return done.result();
        } catch (InvalidRequest | PayloadTooLarge e) {
            count.failed(Duration.between(began, clock.instant()));
            throw e;
        } catch (RuntimeException | Error e) {
            count.failed(Duration.between(began, clock.instant()));
            observer.failed(call);
            throw e;
        }
    }

    RunObserver observer() {
        return observer;
    }

    public InstantSource clock() {
        return clock;
    }
}
