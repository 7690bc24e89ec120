package farebox.training.pipeline;

import farebox.kernel.InvalidRequest;
import farebox.kernel.ModelName;
import farebox.kernel.TenantId;
import farebox.models.ModelRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Starts the run of an uploaded manifest, {@code training/{tenant}/{model}/training.json}. The data that it names lie
 * in the same folder; a manifest that names anything else is listed as a failed run.
 */
public final class StartFromUpload {
    private static final Pattern KEY = Pattern.compile("training/([a-z0-9-]{1,63})/([a-z0-9-]{1,63})/training\\.json");

    private final PipelineObjects.Uploads uploads;
    private final StartRun startRun;
    private final Predicate<TenantId> tenants;

    /** @param tenants whether there is one of that id */
    public StartFromUpload(PipelineObjects.Uploads uploads, StartRun startRun, Predicate<TenantId> tenants) {
        this.uploads = uploads;
        this.startRun = startRun;
        this.tenants = tenants;
    }

    /** What came of an upload. */
    public sealed interface Result {
        /** A run, started now or before; or refused. */
        record Listed(PipelineRun run) implements Result {}

        /** Nothing to train. */
        record Ignored(String reason) implements Result {}
    }

    /**
     * @param bucket where the object was created
     * @param key of the object; what counts is its newest state
     * @throws farebox.kernel.Unavailable if it is not known whether a run was started; repeat it
     */
    public Result run(String bucket, String key) {
        if (!bucket.equals(uploads.bucket())) {
            return new Result.Ignored("the bucket is not that of uploads");
        }
        Matcher names = KEY.matcher(key);
        if (!names.matches() || names.group(1).startsWith("-") || names.group(2).startsWith("-")) {
            return new Result.Ignored("the key is not training/{tenant}/{model}/training.json");
        }
        ModelRef model = new ModelRef(new TenantId(names.group(1)), new ModelName(names.group(2)));
        return uploads.find(key)
                .<Result>map(manifest -> new Result.Listed(start(model, manifest)))
                .orElseGet(() -> new Result.Ignored("the object has been deleted"));
    }

    /**
     * Looks at every manifest again: data that have changed under it since, without a new manifest, are a new run, and
     * what was trained on before is not.
     */
    public List<Result> runAll() {
        return uploads.keys("training/").stream()
                .filter(key -> KEY.matcher(key).matches())
                .map(key -> run(uploads.bucket(), key))
                .toList();
    }

    private PipelineRun start(ModelRef model, SourceObject object) {
        try {
            requireTenant(model.owner());
            TrainingManifest manifest = TrainingManifest.read(content(object));
            List<TrainingRequest.File> files = files(object, manifest.files());
            List<SourceObject> all = new ArrayList<>(List.of(object));
            files.forEach(file -> all.add(file.object()));
            return startRun.run(new StartRun.Request(RunId.ofObjects(all), model, request(manifest.spec(), files)));
        } catch (InvalidRequest e) {
            StartRun.Request refused =
                    new StartRun.Request(RunId.ofObjects(List.of(object)), model, request("{}", List.of()));
            return startRun.refuse(
                    refused,
                    new RunError(
                            RunError.INVALID_TRAINING, e.detail(), e.param().orElse("")));
        }
    }

    /** Nobody would pay for it. What all tenants may call is the operator's own. */
    private void requireTenant(TenantId tenant) {
        if (!tenant.equals(TenantId.PUBLIC) && !tenants.test(tenant)) {
            throw new InvalidRequest("there is no tenant " + tenant);
        }
    }

    private static TrainingRequest request(String spec, List<TrainingRequest.File> files) {
        return new TrainingRequest(TrainingRequest.Cause.UPLOAD, spec, files, Map.of());
    }

    private byte[] content(SourceObject manifest) {
        if (manifest.size().bytes() > TrainingManifest.MAX_BYTES) {
            throw new InvalidRequest("training.json is longer than 1 MiB, the most a training spec may have");
        }
        return uploads.read(manifest, PipelineObjects.firstBytes(TrainingManifest.MAX_BYTES))
                .orElseThrow(() -> new InvalidRequest("training.json was replaced while it was read; upload it last"));
    }

    private List<TrainingRequest.File> files(SourceObject manifest, List<String> names) {
        String folder = manifest.key().substring(0, manifest.key().lastIndexOf('/') + 1);
        return names.stream()
                .map(name -> uploads.find(folder + name)
                        .map(object -> new TrainingRequest.File(name, Optional.empty(), object))
                        .orElseThrow(() -> new InvalidRequest(
                                "there is no file '%s' beside training.json; upload training.json last".formatted(name),
                                "data")))
                .toList();
    }
}
