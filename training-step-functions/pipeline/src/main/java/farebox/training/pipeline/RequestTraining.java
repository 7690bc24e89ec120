package farebox.training.pipeline;

import farebox.kernel.InvalidRequest;
import farebox.kernel.NotFound;
import farebox.kernel.TenantId;
import farebox.models.ModelRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts the run of a request that names uploaded files. */
public final class RequestTraining {
    private final UploadedFiles files;
    private final StartRun startRun;

    public RequestTraining(UploadedFiles files, StartRun startRun) {
        this.files = files;
        this.startRun = startRun;
    }

    /**
     * @param cause unique to the request
     * @param trainingFile and {@code validationFile}: ids of files; the second holds the rows to test on
     * @param spec without data, which the files give
     * @param metadata what the caller notes with it
     */
    public record Request(
            ModelRef model,
            String cause,
            String trainingFile,
            Optional<String> validationFile,
            TrainingSpecFields spec,
            Map<String, String> metadata) {}

    /**
     * @throws NotFound if the tenant has no such file
     * @throws InvalidRequest if the spec is incomplete
     */
    public PipelineRun run(Request request) {
        List<TrainingRequest.File> found = new ArrayList<>();
        found.add(file(request.model().owner(), request.trainingFile(), "training"));
        request.validationFile().ifPresent(id -> found.add(file(request.model().owner(), id, "validation")));
        TrainingManifest manifest = request.spec()
                .manifest(found.stream().map(TrainingRequest.File::name).toList());
        return startRun.run(new StartRun.Request(
                RunId.ofCause(request.cause()),
                request.model(),
                new TrainingRequest(TrainingRequest.Cause.REQUEST, manifest.spec(), found, request.metadata())));
    }

    /** The training gives a file a name of its own; what the tenant's name tells is the format. */
    private TrainingRequest.File file(TenantId tenant, String id, String role) {
        UploadedFiles.NamedObject object =
                files.find(tenant, id).orElseThrow(() -> new NotFound("there is no file " + id, "file_not_found"));
        String name = object.name();
        String ending = name.substring(name.lastIndexOf('.') + 1);
        String format = switch (ending) {
            case "csv", "jsonl", "parquet" -> ending;
            default -> "csv";
        };
        return new TrainingRequest.File(role + "." + format, Optional.of(id), object.object());
    }
}
