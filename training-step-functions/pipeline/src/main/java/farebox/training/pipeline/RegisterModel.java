package farebox.training.pipeline;

import farebox.kernel.InvalidRequest;
import farebox.models.publish.PublicationFolder;
import farebox.models.publish.PublishModel;
import farebox.models.publish.PublishRequest;
import farebox.models.publish.PublishResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Stores the model that a training has left as a version that no alias points to, and what the training has measured in
 * the run.
 */
public final class RegisterModel {
    private final Runs runs;
    private final PipelineObjects objects;
    private final PublishModel publish;
    private final Path scratch;

    /** @param scratch an existing folder for temporary files */
    public RegisterModel(Runs runs, PipelineObjects objects, PublishModel publish, Path scratch) {
        this.runs = runs;
        this.objects = objects;
        this.publish = publish;
        this.scratch = scratch;
    }

    /**
     * @param artifacts where the model's archive lies, as DescribeTrainingJob has it
     * @param time of the training
     * @throws InvalidRequest if the archive holds no model that can be served
     */
    public PipelineRun run(PipelineRun run, String artifacts, TrainingTime time) {
        try (TemporaryFolder folder = TemporaryFolder.in(scratch)) {
            JobArchive archive = new JobArchive(objects);
            archive.extract(artifacts, PublicationFolder.FILES, folder.path());
            PublishRequest request = new PublicationFolder(folder.path()).request(run.model());
            PublishResult registered = publish.register(request);
            List<RunEvent.Draft> events = new ArrayList<>(new TrainingOutput(objects, scratch).progress(artifacts));
            events.add(RunEvent.Draft.measured("Training finished; evaluating", request.metrics()));
            return runs.update(
                    run,
                    current -> current.with(current.result()
                            .withModel(registered.card().version(), request.metrics())
                            .withTime(time)),
                    events.toArray(RunEvent.Draft[]::new));
        }
    }
}
