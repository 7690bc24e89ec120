package farebox.training.pipeline.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import farebox.kernel.ModelVersion;
import farebox.kernel.TenantId;
import farebox.training.pipeline.CanaryModel;
import farebox.training.pipeline.PipelineRun;
import farebox.training.pipeline.PipelineTasks;
import farebox.training.pipeline.PipelineTasks.Outcome;
import farebox.training.pipeline.RunFolder;
import farebox.training.pipeline.RunId;
import farebox.training.pipeline.Runs;
import farebox.training.pipeline.TrainingPlan;
import farebox.training.pipeline.TrainingTime;
import farebox.training.pipeline.drift.CheckDrift;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One step of the state machine, by the field {@code task} of its input; or the hourly check for drift. */
public final class TrainingTasksHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    private static final String ENDED = "ended";
    private static final String NEXT = "next";
    private static final String SECONDS = "seconds";
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
                    case "register" ->
                        tasks.register(
                                run,
                                text(input, "artifacts"),
                                new TrainingTime(number(input, SECONDS), number(input, "trained")));
                    case "evaluate" -> tasks.evaluate(run, text(input, "artifacts"));
                    case "canary" -> tasks.canary(run, champion(input));
                    case "observe" -> tasks.observe(run, champion(input), Instant.parse(text(input, "since")));
                    case "promote" -> tasks.promote(run, champion(input));
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
            case Outcome.Tried(CanaryModel.Result result) -> tried(result);
        };
    }

    /** The step that comes next, and after how many seconds. */
    private static Map<String, Object> tried(CanaryModel.Result result) {
        return switch (result) {
            case CanaryModel.Result.Passed _ -> Map.of(ENDED, false, NEXT, "promote");
            case CanaryModel.Result.ChampionMoved _ -> Map.of(ENDED, false, NEXT, "evaluate");
            case CanaryModel.Result.Busy(Duration interval) ->
                Map.of(ENDED, false, NEXT, "canary", SECONDS, interval.toSeconds());
            case CanaryModel.Result.Observing(Instant since, Duration interval) ->
                Map.of(ENDED, false, NEXT, "observe", SECONDS, interval.toSeconds(), "since", since.toString());
            case CanaryModel.Result.RolledBack _ -> Map.of(ENDED, true);
        };
    }

    private static Optional<ModelVersion> champion(Map<String, Object> input) {
        return Optional.of(text(input, "champion"))
                .filter(version -> !version.isEmpty())
                .map(ModelVersion::new);
    }

    private static Map<String, Object> plan(RunFolder folder, TrainingPlan plan) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("instances", plan.instances());
        fields.put(SECONDS, plan.time().toSeconds());
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
