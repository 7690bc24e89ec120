package farebox.training.pipeline;

import farebox.kernel.TenantId;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/** The runs of all tenants. Every method throws {@link farebox.kernel.Unavailable} if the store does not answer. */
public interface RunStore {
    /**
     * Stores a new run with its first events.
     *
     * @return false if there is a run of that id, which stays as it is
     */
    boolean claim(PipelineRun run, List<RunEvent.Draft> events);

    Optional<PipelineRun> find(TenantId tenant, RunId id);

    /**
     * Stores a changed run together with events.
     *
     * @param changed with the revision of the run that it was made from
     * @return false if the stored run has another revision by now; then nothing is written
     */
    boolean replace(PipelineRun changed, List<RunEvent.Draft> events);

    /**
     * The newest first; fewer than the limit where there are no more.
     *
     * @param after the last run of the page before
     */
    List<PipelineRun> list(TenantId tenant, Optional<RunId> after, int limit);

    /** In the order in which they happened. */
    List<RunEvent> events(TenantId tenant, RunId id);

    /**
     * Counts a cost to a tenant's month, once for each run, unless the month's costs would exceed a limit.
     *
     * @return whether the cost is counted now or was before
     */
    boolean reserve(PipelineRun run, Cost cost, YearMonth month, Cost limit);
}
