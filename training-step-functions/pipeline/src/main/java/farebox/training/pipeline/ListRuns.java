package farebox.training.pipeline;

import farebox.kernel.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads the runs of a tenant a page at a time, the newest first. */
public record ListRuns(RunStore store) {
    private static final int LEAST_PAGE = 25;

    /**
     * The first runs that are wanted; it reads on until there are as many as the limit, or no more.
     *
     * @param after the last run of the page before
     */
    public List<PipelineRun> run(TenantId tenant, Optional<RunId> after, int limit, Predicate<PipelineRun> wanted) {
        int read = Math.max(limit, LEAST_PAGE);
        List<PipelineRun> found = new ArrayList<>();
        List<PipelineRun> page = store.list(tenant, after, read);
        page.stream().filter(wanted).forEach(found::add);
        while (page.size() == read && found.size() < limit) {
            page = store.list(tenant, Optional.of(page.getLast().id()), read);
            page.stream().filter(wanted).forEach(found::add);
        }
        return found.stream().limit(limit).toList();
    }
}
