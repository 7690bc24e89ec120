package farebox.training.pipeline.http;

import farebox.training.pipeline.PipelineRun;
import farebox.training.pipeline.RunError;
import farebox.training.pipeline.RunEvent;
import farebox.training.pipeline.RunStatus;
import farebox.training.pipeline.TrainingManifest;
import farebox.training.pipeline.TrainingRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs as OpenAI's <a href="https://platform.openai.com/docs/api-reference/fine-tuning/object">fine_tuning.job</a>. A
 * job of no OpenAI model counts no tokens; what it takes is {@code metadata.training_seconds}.
 */
final class FineTuningJson {
    private static final String ORGANISATION = "org-farebox";

    private FineTuningJson() {}

    static Map<String, @Nullable Object> job(PipelineRun run) {
        Map<String, @Nullable Object> job = new LinkedHashMap<>();
        job.put("object", "fine_tuning.job");
        job.put("id", run.id().value());
        job.put("model", "auto");
        job.put("created_at", run.times().created().getEpochSecond());
        job.put("finished_at", run.times().ended().map(Instant::getEpochSecond).orElse(null));
        job.put(
                "fine_tuned_model",
                run.status() == RunStatus.SUCCEEDED ? run.model().name().value() : null);
        job.put("organization_id", ORGANISATION);
        job.put("status", run.status().wireName());
        job.put("training_file", file(run, 0).orElse("none"));
        job.put("validation_file", file(run, 1).orElse(null));
        job.put("result_files", List.of());
        job.put("trained_tokens", null);
        job.put("error", run.result().error().map(FineTuningJson::error).orElse(null));
        job.put(
                "hyperparameters",
                Map.of("n_epochs", "auto", "batch_size", "auto", "learning_rate_multiplier", "auto"));
        job.put("seed", TrainingManifest.seed(run.request().spec()));
        job.put("estimated_finish", null);
        job.put("integrations", List.of());
        job.put("metadata", metadata(run));
        return job;
    }

    /** An uploaded object has no file id; it is named by its key. */
    private static Optional<String> file(PipelineRun run, int index) {
        List<TrainingRequest.File> files = run.request().files();
        return index < files.size()
                ? Optional.of(files.get(index)
                        .fileId()
                        .orElse(files.get(index).object().key()))
                : Optional.empty();
    }

    private static Map<String, @Nullable Object> error(RunError error) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("code", error.code());
        body.put("message", error.message());
        body.put("param", error.param().isEmpty() ? null : error.param());
        return body;
    }

    /** The caller's own, but for the names that the run has something to tell of. */
    static Map<String, String> metadata(PipelineRun run) {
        Map<String, String> metadata = new LinkedHashMap<>(run.request().metadata());
        metadata.put("model", run.model().name().value());
        metadata.put("cause", run.request().cause().name().toLowerCase(Locale.ROOT));
        run.result().version().ifPresent(version -> metadata.put("version", version.value()));
        run.result().estimate().ifPresent(cost -> metadata.put("estimated_cost_usd", cost.toString()));
        run.result().canary().ifPresent(canary -> metadata.put("canary_requests", Long.toString(canary.requests())));
        run.result().time().ifPresent(time -> {
            metadata.put("training_seconds", Long.toString(time.billedSeconds()));
            metadata.put("spot_savings_percent", Long.toString(time.savedPercent()));
        });
        return metadata;
    }

    static Map<String, @Nullable Object> event(PipelineRun run, RunEvent event) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("object", "fine_tuning.job.event");
        body.put("id", eventId(run, event));
        body.put("created_at", event.at().getEpochSecond());
        body.put("level", event.level().name().toLowerCase(Locale.ROOT));
        body.put("message", event.message());
        body.put("type", event.metrics().isEmpty() ? "message" : "metrics");
        body.put("data", event.metrics());
        return body;
    }

    static String eventId(PipelineRun run, RunEvent event) {
        return "ftevent-" + run.id().value().substring("ftjob-".length()) + "-" + "%04d".formatted(event.number());
    }
}
