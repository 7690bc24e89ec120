package farebox.training.pipeline;

import farebox.models.ModelRef;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts a training run, once for each id: the run is claimed by a conditional write, and its execution has the same
 * name, so that of any number of equal requests one starts something.
 */
public final class StartRun {
    private final Runs runs;
    private final RunStore store;
    private final RunExecutions executions;

    public StartRun(Runs runs, RunStore store, RunExecutions executions) {
        this.runs = runs;
        this.store = store;
        this.executions = executions;
    }

    /** A run that is asked for. */
    public record Request(RunId id, ModelRef model, TrainingRequest training) {}

    /** The run, whether it was started now or before. */
    public PipelineRun run(Request request) {
        PipelineRun run = claim(request);
        if (run.status() == RunStatus.VALIDATING_FILES) {
            // Also for one that was there: whoever claimed it may have ended before its execution began.
            executions.start(run);
        }
        return run;
    }

    /** Lists a run that cannot be started as failed. */
    public PipelineRun refuse(Request request, RunError error) {
        return runs.fail(claim(request), error);
    }

    private PipelineRun claim(Request request) {
        PipelineRun run = PipelineRun.created(request.id(), request.model(), request.training(), runs.now());
        List<RunEvent.Draft> events = begin(run);
        return store.claim(run, events)
                ? run.stored(events.size())
                : runs.get(request.model().owner(), request.id());
    }

    private static List<RunEvent.Draft> begin(PipelineRun run) {
        List<RunEvent.Draft> events = new ArrayList<>();
        events.add(RunEvent.Draft.info("Created fine-tuning job: " + run.id()));
        for (TrainingRequest.File file : run.request().files()) {
            events.add(RunEvent.Draft.info("Validating training file: " + file.name()));
        }
        return events;
    }
}
