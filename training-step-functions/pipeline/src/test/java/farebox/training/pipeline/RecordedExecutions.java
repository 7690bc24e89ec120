package farebox.training.pipeline;

import java.util.ArrayList;
import java.util.List;

/** Executions that only remember what was started and stopped. */
public final class RecordedExecutions implements RunExecutions {
    private final List<RunId> started = new ArrayList<>();
    private final List<RunId> stopped = new ArrayList<>();

    @Override
    public synchronized void start(PipelineRun run) {
        if (!started.contains(run.id())) {
            started.add(run.id());
        }
    }

    @Override
    public synchronized void stop(PipelineRun run) {
        stopped.add(run.id());
    }

    public List<RunId> started() {
        return started;
    }

    public List<RunId> stopped() {
        return stopped;
    }
}
