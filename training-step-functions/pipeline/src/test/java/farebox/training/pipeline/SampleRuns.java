package farebox.training.pipeline;

import farebox.kernel.ByteCount;
import farebox.kernel.ModelName;
import farebox.kernel.TenantId;
import farebox.models.ModelRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs for tests. */
public final class SampleRuns {
    public static final TenantId TENANT = new TenantId("acme");
    public static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    private SampleRuns() {}

    public static PipelineRun of(String cause) {
        return of(TENANT, cause, NOW);
    }

    public static PipelineRun of(TenantId tenant, String cause, Instant created) {
        SourceObject data = new SourceObject("uploads", "files/" + tenant + "/f", "", "\"e1\"", new ByteCount(10));
        TrainingRequest request = new TrainingRequest(
                TrainingRequest.Cause.REQUEST,
                "{\"data\":\"training.csv\",\"target\":\"species\",\"seed\":7}",
                List.of(new TrainingRequest.File("training.csv", Optional.of("file-1"), data)),
                Map.of("note", "sample"));
        return PipelineRun.created(RunId.ofCause(cause), new ModelRef(tenant, new ModelName("iris")), request, created);
    }
}
