package farebox.training.pipeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The events of a run, and while it trains the losses so far: the worker writes its log beside its checkpoints, which
 * SageMaker copies to S3 as they change. They have the numbers under which they are stored when the training is over.
 */
public final class RunEvents {
    private static final int MAX_LOG = 8 << 20;

    private final RunStore store;
    private final PipelineObjects.RunFolders folders;

    /** @param folders of runs */
    public RunEvents(RunStore store, PipelineObjects.RunFolders folders) {
        this.store = store;
        this.folders = folders;
    }

    /** In the order in which they happened. */
    public List<RunEvent> of(PipelineRun run) {
        List<RunEvent> events = new ArrayList<>(store.events(run.model().owner(), run.id()));
        if (run.status() == RunStatus.RUNNING && run.result().version().isEmpty()) {
            Instant last =
                    events.isEmpty() ? run.times().created() : events.getLast().at();
            for (RunEvent.Draft draft : progress(new RunFolder(folders.bucket(), run))) {
                events.add(draft.at(last, events.size() + 1));
            }
        }
        return events;
    }

    private List<RunEvent.Draft> progress(RunFolder folder) {
        return folders.find(folder.progress())
                .flatMap(log -> folders.read(log, PipelineObjects.firstBytes(MAX_LOG)))
                .map(ProgressLog::events)
                .orElse(List.of());
    }
}
