package farebox.training.pipeline.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import farebox.kernel.ModelVersion;
import farebox.kernel.TenantId;
import farebox.training.pipeline.PipelineRun;
import farebox.training.pipeline.PipelineTasks;
import farebox.training.pipeline.PipelineTasks.Outcome;
import farebox.training.pipeline.RunFolder;
import farebox.training.pipeline.RunId;
import farebox.training.pipeline.Runs;
import farebox.training.pipeline.TrainingPlan;
import farebox.training.pipeline.drift.CheckDrift;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One step of the state machine, by the field {@code task} of its input; or the hourly check for drift. */
public final class TrainingTasksHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    private static final String ENDED = "ended";
    /** How much longer than the training a spot instance is waited for. */
    private static final long SPOT_WAIT_SECONDS = 3_600;

    private final PipelineTasks tasks;
    private final Runs runs;
    private final String bucket;
    private final CheckDrift checkDrift;
    private final DriftMetrics driftMetrics;

    /** Called by Lambda. */
    public TrainingTasksHandler() {
        this(TrainingTasksWiring.of(System.getenv()));
    }

    TrainingTasksHandler(TrainingTasksWiring wiring) {
        this.tasks = wiring.tasks();
        this.runs = wiring.runs();
        this.bucket = wiring.bucket();
        this.checkDrift = wiring.checkDrift();
        this.driftMetrics = new DriftMetrics(InstantSource.system());
    }

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> input, Context context) {
        if (text(input, "task").equals("check-drift")) {
            return driftMetrics.log(checkDrift.run());
        }
        PipelineRun run = runs.get(new TenantId(text(input, "tenant")), new RunId(text(input, "run")));
        return output(
                switch (text(input, "task")) {
                    case "claim" -> tasks.claim(run);
                    case "validate" -> tasks.validate(run);
                    case "admit" -> tasks.admit(run);
                    case "classify" ->
                        tasks.classify(run, text(input, "error"), text(input, "cause"), (int) number(input, "left"));
                    case "register" -> tasks.register(run, text(input, "artifacts"), number(input, "seconds"));
                    case "evaluate" -> tasks.evaluate(run, text(input, "artifacts"));
                    case "promote" ->
                        tasks.promote(
                                run,
                                Optional.of(text(input, "champion"))
                                        .filter(version -> !version.isEmpty())
                                        .map(ModelVersion::new));
                    case "fail" -> tasks.fail(run, text(input, "error"), text(input, "cause"));
                    default -> throw new IllegalArgumentException("there is no task " + text(input, "task"));
                });
    }

    private Map<String, Object> output(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Ended _ -> Map.of(ENDED, true);
            case Outcome.Continues _ -> Map.of(ENDED, false);
            case Outcome.Planned(PipelineRun run, TrainingPlan plan) ->
                Map.of(ENDED, false, "plan", plan(new RunFolder(bucket, run), plan));
            case Outcome.Evaluated(Optional<ModelVersion> champion) ->
                Map.of(
                        ENDED,
                        false,
                        "champion",
                        champion.map(ModelVersion::value).orElse(""));
        };
    }

    private static Map<String, Object> plan(RunFolder folder, TrainingPlan plan) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("instances", plan.instances());
        fields.put("seconds", plan.time().toSeconds());
        fields.put("spotWait", SPOT_WAIT_SECONDS);
        fields.put("input", folder.uri(folder.input()));
        fields.put("output", folder.uri(folder.output()));
        fields.put("checkpoints", folder.uri(folder.checkpoints()));
        return fields;
    }

    private static String text(Map<String, Object> input, String field) {
        Object value = input.get(field);
        return value == null ? "" : value.toString();
    }

    private static long number(Map<String, Object> input, String field) {
        return input.get(field) instanceof Number number ? number.longValue() : 0;
    }
}
