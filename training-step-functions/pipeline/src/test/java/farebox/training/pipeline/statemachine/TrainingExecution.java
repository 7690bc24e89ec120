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
import farebox.models.registry.InMemoryObjectStore;
import farebox.models.registry.ModelRegistry;
import farebox.models.signature.TestSignatures;
import farebox.training.pipeline.AdmitRun;
import farebox.training.pipeline.ClassifyFailure;
import farebox.training.pipeline.ClassifyFailure.Verdict;
import farebox.training.pipeline.Cost;
import farebox.training.pipeline.CostPolicy;
import farebox.training.pipeline.EndExecution;
import farebox.training.pipeline.InMemoryRunStore;
import farebox.training.pipeline.PipelineRun;
import farebox.training.pipeline.RecordedExecutions;
import farebox.training.pipeline.RunError;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One execution of the deployed definition, whose tasks answer at once, save those that a test makes fail. */
final class TrainingExecution implements TaskIntegrations {
    private static final Path FOLDER = Path.of("..", "statemachine");
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
    private final Set<String> ended = new HashSet<>();
    private final List<Fault> faults;
    private final int[] failures;
    private int collisions;
    private final String definition;
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

    TrainingExecution(Fault... faults) {
        this("training.asl.json", faults);
    }

    /** @param definition the file's name */
    TrainingExecution(String definition, Fault... faults) {
        this.definition = definition;
        this.faults = List.of(faults);
        this.failures = new int[faults.length];
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
        Execution last = stepFunctions.executions().get(execution);
        if (last.status() != Execution.Status.SUCCEEDED) {
            reportEnd(run, last);
        }
        return last;
    }

    /** As the event of the execution's end does. */
    private void reportEnd(PipelineRun run, Execution last) {
        String error = last.end().flatMap(Execution.End::error).orElse("");
        String cause = last.end().flatMap(Execution.End::cause).orElse("");
        new EndExecution(
                        runs,
                        new RecordedExecutions(),
                        new ModelRegistry(new InMemoryObjectStore(), TestSignatures.ONE))
                .run(SampleRuns.TENANT, run.id(), error, cause);
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

    /** The names of jobs that have neither ended nor been stopped. */
    List<String> orphans() {
        return jobs.stream()
                .map(TrainingExecution::name)
                .filter(name -> !ended.contains(name))
                .filter(name -> stopped.stream().map(TrainingExecution::name).noneMatch(name::equals))
                .toList();
    }

    /** How often a job was to have a name that another has. */
    int collisions() {
        return collisions;
    }

    private static String name(ObjectNode job) {
        return job.path("TrainingJobName").asText();
    }

    private String definition() {
        try {
            return Files.readString(FOLDER.resolve(definition))
                    .replace("${TasksFunction}", "arn:aws:lambda:us-east-1:000000000000:function:tasks:live")
                    .replace("${TrainingImage}", "trainer@sha256:0")
                    .replace("${TrainingRoleArn}", "arn:aws:iam::000000000000:role/job")
                    .replace("${JobQueue}", "arn:aws:batch:us-east-1:000000000000:job-queue/q")
                    .replace("${JobDefinition}", "arn:aws:batch:us-east-1:000000000000:job-definition/d:1")
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
        boolean trains = !request.resource().service().equals("lambda");
        ObjectNode arguments = (ObjectNode) request.arguments();
        String task = trains ? "train" : arguments.path("Payload").path("task").asText();
        if (trains) {
            collisions += jobs.stream().map(TrainingExecution::name).anyMatch(name(arguments)::equals) ? 1 : 0;
            jobs.add(arguments);
        }
        Optional<Fault> fault = next(task);
        if (fault.isPresent() && fault.get().outcome() == null) {
            return new CompletableFuture<>();
        }
        ended.add(name(arguments));
        if (fault.isPresent()) {
            return CompletableFuture.completedStage(
                    Objects.requireNonNull(fault.get().outcome()));
        }
        return CompletableFuture.completedStage(new TaskOutcome.Succeeded(
                trains
                        ? trained(arguments)
                        : JSON.createObjectNode().set("Payload", step(task, arguments.path("Payload")))));
    }

    private Optional<Fault> next(String task) {
        for (int i = 0; i < failures.length; i++) {
            if (faults.get(i).task().equals(task) && failures[i] < faults.get(i).times()) {
                failures[i]++;
                return Optional.of(faults.get(i));
            }
        }
        return Optional.empty();
    }

    @Override
    public void stop(TaskRequest request) {
        stopped.add((ObjectNode) request.arguments());
    }

    private static JsonNode trained(ObjectNode arguments) {
        if (arguments.has("JobName")) {
            return JSON.createObjectNode()
                    .put("JobName", arguments.path("JobName").asText())
                    .put("StartedAt", 1_000)
                    .put("StoppedAt", 7_500);
        }
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
            case "fail" ->
                failed(
                        run,
                        new ClassifyFailure()
                                .ofStep(
                                        input.path("error").asText(),
                                        input.path("cause").asText()));
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
                    case Verdict.Refused refused -> new RunError(RunError.INVALID_TRAINING, refused.job());
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
