package farebox.training.pipeline;

import farebox.kernel.NotFound;
import farebox.kernel.TenantId;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs in memory. */
public final class InMemoryRunStore implements RunStore {
    private final InstantSource clock;
    private final Map<RunId, PipelineRun> runs = new HashMap<>();
    private final Map<RunId, List<RunEvent>> events = new HashMap<>();
    private final Map<String, Long> months = new HashMap<>();
    private final Set<RunId> counted = new HashSet<>();

    public InMemoryRunStore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized boolean claim(PipelineRun run, List<RunEvent.Draft> first) {
        if (runs.containsKey(run.id())) {
            return false;
        }
        store(run, first);
        return true;
    }

    @Override
    public synchronized boolean replace(PipelineRun changed, List<RunEvent.Draft> more) {
        PipelineRun stored = runs.get(changed.id());
        if (stored == null || stored.revision() != changed.revision()) {
            return false;
        }
        store(changed, more);
        return true;
    }

    private void store(PipelineRun run, List<RunEvent.Draft> drafts) {
        List<RunEvent> all = events.computeIfAbsent(run.id(), _ -> new ArrayList<>());
        for (RunEvent.Draft draft : drafts) {
            all.add(draft.at(clock.instant(), all.size() + 1));
        }
        runs.put(run.id(), run.stored(drafts.size()));
    }

    @Override
    public synchronized Optional<PipelineRun> find(TenantId tenant, RunId id) {
        return Optional.ofNullable(runs.get(id))
                .filter(run -> run.model().owner().equals(tenant));
    }

    @Override
    public synchronized List<PipelineRun> list(TenantId tenant, Optional<RunId> after, int limit) {
        List<PipelineRun> all = runs.values().stream()
                .filter(run -> run.model().owner().equals(tenant))
                .sorted(Comparator.comparing((PipelineRun run) -> run.times().created())
                        .thenComparing(PipelineRun::id)
                        .reversed())
                .toList();
        int from = after.map(id -> all.indexOf(
                                find(tenant, id).orElseThrow(() -> new NotFound("there is no fine-tuning job " + id)))
                        + 1)
                .orElse(0);
        return all.subList(from, Math.min(all.size(), from + limit));
    }

    @Override
    public synchronized List<RunEvent> events(TenantId tenant, RunId id) {
        return find(tenant, id).map(_ -> List.copyOf(events.get(id))).orElse(List.of());
    }

    @Override
    public synchronized boolean reserve(PipelineRun run, Cost cost, YearMonth month, Cost limit) {
        String key = run.model().owner() + "/" + month;
        if (counted.contains(run.id())) {
            return true;
        }
        long sum = months.getOrDefault(key, 0L) + cost.microdollars();
        if (sum > limit.microdollars()) {
            return false;
        }
        months.put(key, sum);
        counted.add(run.id());
        return true;
    }
}
