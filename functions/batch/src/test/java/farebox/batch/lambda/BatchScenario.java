package farebox.batch.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.batch.AssembleBatch;
import farebox.batch.Batch;
import farebox.batch.BatchStores;
import farebox.batch.CancelBatch;
import farebox.batch.CreateBatch;
import farebox.batch.InMemoryBatchObjects;
import farebox.batch.InMemoryBatchRecords;
import farebox.batch.InMemoryUploads;
import farebox.batch.OpenRequests;
import farebox.batch.inference.EmbeddingsEndpoint;
import farebox.files.FileId;
import farebox.files.InMemoryFileContents;
import farebox.files.InMemoryFileRecords;
import farebox.files.Purpose;
import farebox.files.TenantFiles;
import farebox.http.Json;
import farebox.inference.FaceModel;
import farebox.inference.InMemoryModels;
import farebox.inference.LetterModel;
import farebox.inference.TableModel;
import farebox.inference.Workers;
import farebox.kernel.Caller;
import farebox.kernel.Deadline;
import farebox.kernel.KeyId;
import farebox.kernel.Meter;
import farebox.kernel.PaymentRequired;
import farebox.kernel.PlanName;
import farebox.kernel.Scope;
import farebox.kernel.TenantId;
import farebox.local.host.InMemoryDocuments;
import farebox.local.host.ManualTimers;
import farebox.local.host.ServiceException;
import farebox.local.stepfunctions.StateMachine;
import farebox.local.stepfunctions.StateMachines;
import farebox.local.stepfunctions.StepFunctions;
import farebox.local.stepfunctions.interpreter.Engine;
import farebox.local.stepfunctions.interpreter.Execution;
import farebox.local.stepfunctions.task.TaskIntegrations;
import farebox.local.stepfunctions.task.TaskOutcome;
import farebox.local.stepfunctions.task.TaskRequest;
import farebox.local.stepfunctions.task.TaskResource;
import farebox.metering.CallPayment;
import farebox.metering.MeteredCall;
import farebox.metering.MeteringPolicy;
import farebox.metering.RecordUsage;
import farebox.metering.Usage;
import farebox.metering.UsageEvent;
import farebox.metering.UsageLedger;
import farebox.metering.idempotency.AttemptId;
import farebox.metering.idempotency.EventId;
import farebox.models.MaskingRule;
import farebox.models.ModelCard;
import farebox.models.ModelSpec;
import farebox.models.TextInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The state machine with its tasks in one process: stores in memory, time that tests move, faults as they say. */
final class BatchScenario implements TaskIntegrations {
    static final TenantId ACME = new TenantId("acme");
    static final Caller CALLER = new Caller(ACME, new KeyId("sample01"), Scope.INVOKE, new PlanName("standard"));
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JavaType FIELDS =
            JSON.getTypeFactory().constructMapType(LinkedHashMap.class, String.class, Object.class);
    private static final ModelSpec MASKED = new ModelSpec.TextGeneration(
            new TextInput(LetterModel.MAX_TOKENS, 256),
            "logits",
            List.of((long) LetterModel.END),
            List.of(MaskingRule.values()));

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private final ManualTimers timers = new ManualTimers(START);
    private Duration ahead = Duration.ZERO;
    private final InstantSource clock = () -> timers.instant().plus(ahead);
    private final Random random = new Random(4);
    private final InMemoryFileContents contents = new InMemoryFileContents();
    private final InMemoryBatchRecords records = new InMemoryBatchRecords();
    private final InMemoryBatchObjects objects = new InMemoryBatchObjects();
    private final Ledger ledger = new Ledger();
    private final TenantFiles files = new TenantFiles(new InMemoryFileRecords(), contents, clock, new Random(1));
    private final InMemoryUploads uploads = new InMemoryUploads();
    private final List<String> notifications = new ArrayList<>();
    private final BatchTasks tasks = new BatchTasks(
            new BatchTasks.Stores(
                    new OpenRequests(files, uploads, BatchTaskWiring.TABLES, new Json()),
                    new AssembleBatch.Delivery(files, (detail, _) -> notifications.add(detail)),
                    new BatchStores(records, objects)),
            new RecordUsage(ledger, MeteringPolicy.DEFAULT, new Random(2), this::reserve),
            new Workers(2),
            BatchTaskWiring.environment(models(), uploads, clock));
    private final StepFunctions stepFunctions = new StepFunctions(
            new StateMachines.Account("us-east-1", "000000000000"),
            new Engine.Host(timers, timers, new InMemoryDocuments(), new Random(3)),
            this);
    private final StateMachine machine =
            stepFunctions.machines().create("batches", definition(), "arn:aws:iam::000000000000:role/batches");
    private long credit = Long.MAX_VALUE;
    private final List<JsonNode> invocations = new ArrayList<>();
    private Consumer<JsonNode> before = _ -> {};
    private Consumer<JsonNode> after = _ -> {};

    private static InMemoryModels models() {
        return InMemoryModels.withMini()
                .add("plants", TableModel.SPEC, TableModel.GRAPH, TableModel::new)
                .add("faces", FaceModel.SPEC, FaceModel.GRAPH, FaceModel::new)
                .add("letters", LetterModel.SPEC, LetterModel.GRAPH, LetterModel::new)
                .add("masked", MASKED, LetterModel.GRAPH, BatchScenario::writingAnAddress)
                .add("signs", GreyModel.SPEC, GreyModel.GRAPH, GreyModel::new)
                .add(InMemoryModels.ref("other", "theirs"), "v1", "champion");
    }

    private static LetterModel writingAnAddress(ModelCard card) {
        return new LetterModel(card) {
            @Override
            public String decode(long[] tokens) {
                return tokens.length == 0 ? "" : "x@y.example " + super.decode(tokens);
            }
        };
    }

    /** @param step called before each task, such as to fail it */
    void before(Consumer<JsonNode> step) {
        before = step;
    }

    /** @param step called after each task, whose result is lost if it throws */
    void after(Consumer<JsonNode> step) {
        after = step;
    }

    /** How many calls are still paid for. */
    void credit(long calls) {
        credit = calls;
    }

    private synchronized CallPayment.Reservation reserve(
            MeteredCall call, EventId event, AttemptId attempt, Deadline deadline) {
        if (credit == 0) {
            throw new PaymentRequired("the prepaid credit does not cover this request");
        }
        credit--;
        return new CallPayment.Reservation() {
            @Override
            public void cover(Usage usage) {}

            @Override
            public void settle(Usage usage) {}

            @Override
            public void release() {
                credit++;
            }
        };
    }

    /** Makes a batch of a file and runs it to its end. */
    Batch run(String content) {
        return run(EmbeddingsEndpoint.PATH, content);
    }

    /** To one of the endpoints that take batches. */
    Batch run(String endpoint, String content) {
        Batch batch = create(endpoint, content);
        advance();
        return batch(batch);
    }

    Batch create(String content) {
        return create(EmbeddingsEndpoint.PATH, content);
    }

    private Batch create(String endpoint, String content) {
        String file = files.create(ACME, Purpose.BATCH, "lines.jsonl", content.getBytes(StandardCharsets.UTF_8))
                .id()
                .value();
        CreateBatch.Stores stores = new CreateBatch.Stores(files, records, this::start);
        return new CreateBatch(stores, BatchesWiring.ENDPOINTS, clock, random)
                .run(CALLER, new CreateBatch.Command(file, endpoint, Map.of()));
    }

    /** As the service has it, a second start under the same name changes nothing. */
    void start(Batch batch) {
        String input = "{\"tenant\":\"%s\",\"batch\":\"%s\"}".formatted(batch.tenant(), batch.id());
        try {
            Execution _ =
                    stepFunctions.executions().start(machine.arn(), batch.id().value(), input);
        } catch (ServiceException startedBefore) {
            assertThat(startedBefore.code()).isEqualTo("ExecutionAlreadyExists");
        }
    }

    /** Lets all retries come due. */
    void advance() {
        for (int i = 0; i < 40; i++) {
            timers.advance(Duration.ofSeconds(60));
        }
    }

    Batch batch(Batch batch) {
        return CancelBatch.find(records, batch.tenant(), batch.id().value());
    }

    Batch cancel(Batch batch) {
        return new CancelBatch(records, clock).run(batch.tenant(), batch.id().value());
    }

    /** The clock of the tasks goes on, and no timer is due. */
    void pass(Duration time) {
        ahead = ahead.plus(time);
    }

    List<JsonNode> invocations() {
        return invocations;
    }

    InMemoryBatchObjects objects() {
        return objects;
    }

    BatchTasks tasks() {
        return tasks;
    }

    InMemoryBatchRecords records() {
        return records;
    }

    /** The events that were sent, as JSON. */
    List<String> notifications() {
        return notifications;
    }

    InMemoryUploads uploads() {
        return uploads;
    }

    InstantSource clock() {
        return clock;
    }

    TenantFiles files() {
        return files;
    }

    /** The lines of a result file. */
    List<JsonNode> lines(Optional<FileId> file) {
        return file.map(id -> files.get(ACME, id.value()).objectKey())
                .map(key -> parsed(contents.objects().getOrDefault(key, new byte[0])))
                .orElse(List.of());
    }

    static List<JsonNode> parsed(byte[] lines) {
        return new String(lines, StandardCharsets.UTF_8)
                .lines()
                .map(BatchScenario::parse)
                .toList();
    }

    /** The events that were written, each under its id. */
    Map<EventId, UsageEvent> events() {
        return ledger.events;
    }

    long billedCalls() {
        return ledger.events.values().stream()
                .mapToLong(event -> event.usage().amounts().of(Meter.CALLS))
                .sum();
    }

    Execution.Status status(Batch batch) {
        return stepFunctions.executions().list(machine.arn(), Optional.empty()).stream()
                .filter(execution -> execution.arn().endsWith(batch.id().value()))
                .map(Execution::status)
                .findFirst()
                .orElseThrow();
    }

    int executions() {
        return stepFunctions.executions().list(machine.arn(), Optional.empty()).size();
    }

    @Override
    public boolean supports(TaskResource resource) {
        return resource.action().equals("invoke");
    }

    @Override
    public CompletionStage<TaskOutcome> start(TaskRequest request) {
        JsonNode input = request.arguments().path("Payload");
        invocations.add(input);
        return CompletableFuture.completedStage(outcome(input));
    }

    /** As if the process of a task had been killed there. */
    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private TaskOutcome outcome(JsonNode input) {
        try {
            before.accept(input);
            Map<String, Object> output =
                    tasks.run(JSON.convertValue(input, FIELDS), Deadline.after(Duration.ofMinutes(10), clock));
            after.accept(input);
            ObjectNode response = JSON.createObjectNode();
            return new TaskOutcome.Succeeded(response.set("Payload", JSON.valueToTree(output)));
        } catch (Killed e) {
            return new TaskOutcome.Failed("Runtime.ExitError", "{}");
        } catch (RuntimeException e) {
            return new TaskOutcome.Failed(e.getClass().getName(), String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void stop(TaskRequest request) {
        throw new UnsupportedOperationException("no task runs a job");
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }

    private static String definition() {
        try {
            return Files.readString(Path.of("statemachine", "batch.asl.json"))
                    .replace("${BatchTaskFunction}", "arn:aws:lambda:us-east-1:000000000000:function:tasks:live")
                    .replace("${MaxConcurrency}", "2");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String lines(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> line("c-" + i, "mini", "text " + i))
                .collect(Collectors.joining());
    }

    static String line(String customId, String model, String input) {
        return "{\"custom_id\":\"%s\",\"method\":\"POST\",\"url\":\"/v1/embeddings\",".formatted(customId)
                + "\"body\":{\"model\":\"%s\",\"input\":\"%s\"}}\n".formatted(model, input);
    }

    /** Events in a map. */
    private static final class Ledger implements UsageLedger {
        private final Map<EventId, UsageEvent> events = new ConcurrentHashMap<>();

        @Override
        public Optional<UsageEvent> append(UsageEvent event, Deadline deadline) {
            return Optional.ofNullable(events.putIfAbsent(event.id(), event));
        }

        @Override
        public Optional<UsageEvent> find(EventId id, Deadline deadline) {
            return Optional.ofNullable(events.get(id));
        }
    }
}
