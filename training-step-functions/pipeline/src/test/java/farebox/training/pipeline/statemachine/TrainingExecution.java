package farebox.training.pipeline.statemachine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.host.InMemoryDocuments;
import farebox.local.host.ManualTimers;
import farebox.local.stepfunctions.StateMachines;
import farebox.local.stepfunctions.StepFunctions;
import farebox.local.stepfunctions.interpreter.Engine;
import farebox.local.stepfunctions.interpreter.Execution;
import farebox.local.stepfunctions.task.TaskIntegrations;
import farebox.local.stepfunctions.task.TaskOutcome;
import farebox.local.stepfunctions.task.TaskRequest;
import farebox.local.stepfunctions.task.TaskResource;
import farebox.training.pipeline.AdmitRun;
import farebox.training.pipeline.ClassifyFailure;
import farebox.training.pipeline.ClassifyFailure.Verdict;
import farebox.training.pipeline.Cost;
import farebox.training.pipeline.CostPolicy;
import farebox.training.pipeline.InMemoryRunStore;
import farebox.training.pipeline.PipelineRun;
import farebox.training.pipeline.RunEvent;
import farebox.training.pipeline.RunStatus;
import farebox.training.pipeline.Runs;
import farebox.training.pipeline.SampleRuns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One execution of the deployed definition, whose tasks answer at once, save one that a test makes fail. */
final class TrainingExecution implements TaskIntegrations {
    private static final Path DEFINITION = Path.of("..", "statemachine", "training.asl.json");
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LOOKS = 3;

    private final ManualTimers timers = new ManualTimers(SampleRuns.NOW);
    private final InMemoryRunStore store = new InMemoryRunStore(timers);
    private final Runs runs = new Runs(store, timers);
    private final AdmitRun admitRun = new AdmitRun(
            runs,
            store,
            new CostPolicy(
                    List.of("ml.small", "ml.large"),
                    Map.of("ml.small", new Cost(1), "ml.large", new Cost(2)),
                    new Cost(1_000),
                    new Cost(1_000)));
    private final StepFunctions stepFunctions = new StepFunctions(
            new StateMachines.Account("us-east-1", "000000000000"),
            new Engine.Host(timers, timers, new InMemoryDocuments(), new Random(1)),
            this);
    private final List<ObjectNode> jobs = new ArrayList<>();
    private final List<ObjectNode> stopped = new ArrayList<>();
    private final Fault fault;
    private int failures;
    private int looks;

    /**
     * What goes wrong.
     *
     * @param task the field {@code task} of a function's input, or {@code train}
     * @param times how often it fails before it succeeds
     * @param outcome that it fails with; null for none at all, so that the state times out
     */
    record Fault(String task, int times, @Nullable TaskOutcome outcome) {
        static final Fault NONE = new Fault("none", 0, null);
    }

    TrainingExecution(Fault fault) {
        this.fault = fault;
    }

    /** Runs to its end, over whatever time it waits. */
    Execution run() {
        PipelineRun run = SampleRuns.of("execution");
        store.claim(run, List.of());
        String machine = stepFunctions
                .machines()
                .create("training", definition(), "arn:aws:iam::000000000000:role/x")
                .arn();
        String execution = stepFunctions
                .executions()
                .start(machine, run.id().value(), "{\"tenant\":\"acme\",\"run\":\"" + run.id() + "\"}")
                .arn();
        for (int day = 0; day < 20 && stepFunctions.executions().get(execution).running(); day++) {
            timers.advance(Duration.ofHours(12));
        }
        return stepFunctions.executions().get(execution);
    }

    PipelineRun trainingRun() {
        return runs.get(SampleRuns.TENANT, SampleRuns.of("execution").id());
    }

    /** What CreateTrainingJob was called with. */
    List<ObjectNode> jobs() {
        return jobs;
    }

    /** How often the requests to the candidate were looked at. */
    int looks() {
        return looks;
    }

    List<ObjectNode> stopped() {
        return stopped;
    }

    private static String definition() {
        try {
            return Files.readString(DEFINITION)
                    .replace("${TasksFunction}", "arn:aws:lambda:us-east-1:000000000000:function:tasks:live")
                    .replace("${TrainingImage}", "trainer@sha256:0")
                    .replace("${TrainingRoleArn}", "arn:aws:iam::000000000000:role/job")
                    .replace("${KmsKeyArn}", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean supports(TaskResource resource) {
        return true;
    }

    @Override
    public CompletionStage<TaskOutcome> start(TaskRequest request) {
        boolean trains = request.resource().service().equals("sagemaker");
        ObjectNode arguments = (ObjectNode) request.arguments();
        String task = trains ? "train" : arguments.path("Payload").path("task").asText();
        if (trains) {
            jobs.add(arguments);
        }
        if (task.equals(fault.task()) && failures < fault.times()) {
            failures++;
            return fault.outcome() == null
                    ? new CompletableFuture<>()
                    : CompletableFuture.completedStage(fault.outcome());
        }
        return CompletableFuture.completedStage(new TaskOutcome.Succeeded(
                trains
                        ? trained(arguments)
                        : JSON.createObjectNode().set("Payload", step(task, arguments.path("Payload")))));
    }

    @Override
    public void stop(TaskRequest request) {
        stopped.add((ObjectNode) request.arguments());
    }

    private static JsonNode trained(ObjectNode arguments) {
        ObjectNode job = JSON.createObjectNode()
                .put("TrainingJobName", arguments.path("TrainingJobName").asText())
                .put("TrainingTimeInSeconds", 7);
        job.putObject("ModelArtifacts").put("S3ModelArtifacts", "s3://results/model.tar.gz");
        return job;
    }

    /** The steps that decide where the machine goes are real; those that move data only succeed. */
    private JsonNode step(String task, JsonNode input) {
        PipelineRun run = trainingRun();
        if (run.status().ended()) {
            return ended(true);
        }
        return switch (task) {
            case "admit" -> planned(admitRun.run(run));
            case "classify" -> classified(run, input);
            case "evaluate" -> ended(false).put("champion", "");
            case "canary" -> tried("observe");
            case "observe" -> tried(++looks < LOOKS ? "observe" : "promote");
            case "promote" -> {
                runs.update(run, current -> current.ended(RunStatus.SUCCEEDED, timers.instant()));
                yield ended(true);
            }
            case "fail" -> failed(run, verdict(input));
            default -> ended(false);
        };
    }

    private static ObjectNode tried(String next) {
        return ended(false).put("next", next).put("seconds", 5).put("since", SampleRuns.NOW.toString());
    }

    private static ObjectNode planned(AdmitRun.Admitted admitted) {
        ObjectNode output = ended(false);
        ObjectNode plan = output.putObject("plan");
        admitted.plan().instances().forEach(plan.withArray("instances")::add);
        plan.put("seconds", admitted.plan().time().toSeconds())
                .put("spotWait", 3_600)
                .put("input", "s3://results/in/")
                .put("output", "s3://results/out")
                .put("checkpoints", "s3://results/checkpoints");
        return output;
    }

    private ObjectNode classified(PipelineRun run, JsonNode input) {
        return switch (verdict(input)) {
            case Verdict.LacksCapacity _
            when input.path("left").asInt() > 0 -> {
                runs.update(run, current -> current.with(RunStatus.QUEUED), RunEvent.Draft.info("next"));
                yield ended(false);
            }
            case Verdict verdict -> failed(run, verdict);
        };
    }

    private ObjectNode failed(PipelineRun run, Verdict verdict) {
        runs.fail(
                run,
                switch (verdict) {
                    case Verdict.Fails fails -> fails.error();
                    case Verdict.LacksCapacity lacks -> lacks.error();
                });
        return ended(true);
    }

    private static Verdict verdict(JsonNode input) {
        return new ClassifyFailure()
                .run(input.path("error").asText(), input.path("cause").asText());
    }

    private static ObjectNode ended(boolean ended) {
        return JSON.createObjectNode().put("ended", ended);
    }
}
