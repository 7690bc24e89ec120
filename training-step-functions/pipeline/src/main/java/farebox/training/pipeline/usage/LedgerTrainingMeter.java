package farebox.training.pipeline.usage;

import farebox.access.AccessStore;
import farebox.kernel.Amounts;
import farebox.kernel.Deadline;
import farebox.kernel.KeyId;
import farebox.kernel.Meter;
import farebox.kernel.PlanName;
import farebox.metering.RecordUsage;
import farebox.metering.Resource;
import farebox.metering.Usage;
import farebox.metering.idempotency.WorkName;
import farebox.training.pipeline.MeterTraining;
import farebox.training.pipeline.PipelineRun;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Records the seconds of a training under its tenant's plan, as work of the run's name. */
public final class LedgerTrainingMeter implements MeterTraining {
    /** Stands where the key of a request would: an upload comes with none. */
    private static final KeyId NO_KEY = new KeyId("training");

    private static final Duration TIME = Duration.ofSeconds(10);

    private final RecordUsage recordUsage;
    private final AccessStore tenants;
    private final InstantSource clock;

    public LedgerTrainingMeter(RecordUsage recordUsage, AccessStore tenants, InstantSource clock) {
        this.recordUsage = recordUsage;
        this.tenants = tenants;
        this.clock = clock;
    }

    @Override
    public void run(PipelineRun run, long seconds) {
        if (seconds > 0) {
            tenants.ring(run.model().owner())
                    .map(ring -> usage(run, seconds, ring.tenant().plan()))
                    .ifPresent(usage -> {
                        Usage _ = recordUsage.run(
                                new WorkName("training/" + run.id()), usage, Deadline.after(TIME, clock));
                    });
        }
    }

    private Usage usage(PipelineRun run, long seconds, PlanName plan) {
        return new Usage(
                run.model().owner(),
                NO_KEY,
                Optional.empty(),
                plan,
                Resource.trainingJob(run.model().toString(), run.id().value()),
                Amounts.of(Meter.TRAINING_SECONDS, seconds),
                clock.instant(),
                Usage.Source.TRAINING);
    }
}
