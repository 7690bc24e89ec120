package farebox.billing.invoice;

import static farebox.billing.invoice.Installation.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.billing.Quantity;
import farebox.billing.UsageQuantities;
import farebox.billing.alert.DeliverAlerts;
import farebox.billing.alert.InMemoryAlerts;
import farebox.billing.alert.RaiseAlerts;
import farebox.billing.json.AlertFormat;
import farebox.billing.prepaid.EventFence;
import farebox.billing.prepaid.InMemoryBalances;
import farebox.billing.prepaid.SweepHolds;
import farebox.billing.quota.InMemoryLimits;
import farebox.billing.quota.ReadQuotas;
import farebox.billing.reconcile.InMemoryReconciledHours;
import farebox.billing.reconcile.Reconcile;
import farebox.billing.reconcile.RequestLog.LoggedRequest;
import farebox.billing.task.BillingTasks;
import farebox.kernel.Failure;
import farebox.kernel.Meter;
import farebox.kernel.RequestId;
import farebox.kernel.Unavailable;
import farebox.local.host.InMemoryDocuments;
import farebox.local.host.ManualTimers;
import farebox.local.stepfunctions.StateMachine;
import farebox.local.stepfunctions.StateMachines;
import farebox.local.stepfunctions.StepFunctions;
import farebox.local.stepfunctions.interpreter.Engine;
import farebox.local.stepfunctions.interpreter.Execution;
import farebox.local.stepfunctions.interpreter.Execution.Status;
import farebox.local.stepfunctions.task.TaskIntegrations;
import farebox.local.stepfunctions.task.TaskOutcome;
import farebox.local.stepfunctions.task.TaskRequest;
import farebox.local.stepfunctions.task.TaskResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The state machine's own file in the local interpreter, with the tasks on an installation in memory. */
final class MonthCloseTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Path DEFINITION = Path.of("statemachine", "month-close.asl.json");
    private static final Instant START = Instant.parse("2026-09-01T06:00:00Z");

    private final ManualTimers timers = new ManualTimers(START);
    private final Installation installation = new Installation()
            .price("2026-07-01T00:00:00Z", "0.05")
            .calls("2026-08-02T10:00:00Z", 7)
            .calls("2026-08-31T23:59:59Z", 3)
            .at(START.toString());
    private final List<LoggedRequest> requests = new ArrayList<>();
    private final Lambda lambda = new Lambda();
    private final StepFunctions service = new StepFunctions(
            new StateMachines.Account("us-east-1", "000000000000"),
            new Engine.Host(timers, timers, new InMemoryDocuments(), new Random(1)),
            lambda);
    private final StateMachine machine = service.machines()
            .create(
                    "month-close",
                    definition().replace("${BillingTaskFunction}", "arn:aws:lambda:us-east-1:0:function:task"),
                    "arn:aws:iam::000000000000:role/test");

    @ParameterizedTest
    @CsvSource({"sweep, settled", "alert, raised", "reconcile, billable"})
    void sampleOfASchedule_isATask(String task, String result) throws IOException {
        JsonNode input = MAPPER.readTree(
                Path.of("..", "..", "events", "billingtask-" + task + ".json").toFile());

        assertThat(lambda.tasks().run(input).has(result)).isTrue();
    }

    @Test
    void theMonthBefore_isClosedOnceItsGraceIsOver() {
        Execution execution = start("first", "{}");

        advance(Duration.ofDays(2));
        assertThat(installation.store.list(Optional.empty())).isEmpty();
        advance(Duration.ofDays(1));

        JsonNode output = output(execution);
        assertThat(output.path("month").asText()).isEqualTo("2026-08");
        assertThat(output.path("invoices")).hasSize(1);
        assertThat(output.path("invoices").get(0).path("number").asText()).isEqualTo("F-000001");
        assertThat(output.path("invoices").get(0).path("total").asText()).isEqualTo("0.50");
        assertThat(installation.store.find(ACME, "2026-08")).isPresent();
    }

    @Test
    void anotherRun_givesTheSameHash() {
        Execution first = start("first", "{\"month\": \"2026-08\"}");
        advance(Duration.ofDays(4));
        installation.calls("2026-08-03T10:00:00Z", 5);

        Execution second = start("second", "{\"month\": \"2026-08\"}");
        advance(Duration.ofMinutes(1));

        assertThat(output(second)).isEqualTo(output(first));
    }

    @Test
    void usageThatCameAfterTheFreeze_isOnTheNextInvoice() {
        start("first", "{\"month\": \"2026-08\"}");
        advance(Duration.ofDays(4));
        installation.calls("2026-08-03T10:00:00Z", 5);
        advance(Duration.ofDays(30));

        Execution next = start("next", "{\"month\": \"2026-09\"}");
        advance(Duration.ofDays(3));

        assertThat(output(next).path("invoices").get(0).path("total").asText()).isEqualTo("0.25");
    }

    @Test
    void sumsThatLag_areWaitedFor() {
        UsageQuantities missing = UsageQuantities.of(Meter.CALLS, Installation.SMALL, Quantity.of(1));
        installation.log.put(Instant.parse("2026-08-30T00:00:00Z"), missing);
        Execution execution = start("first", "{}");
        advance(Duration.ofDays(3));
        assertThat(status(execution)).isEqualTo(Status.RUNNING);

        installation.sums.put(Instant.parse("2026-08-30T00:00:00Z"), missing);
        advance(Duration.ofHours(1));

        assertThat(output(execution).path("invoices").get(0).path("total").asText())
                .isEqualTo("0.55");
    }

    @Test
    void usageThatComesAfterTheScan_isScannedAgain() {
        lambda.before("freeze", () -> installation.calls("2026-08-30T00:00:00Z", 1));
        Execution execution = start("first", "{\"segments\": 3}");
        advance(Duration.ofDays(4));

        assertThat(output(execution).path("invoices").get(0).path("total").asText())
                .isEqualTo("0.55");
        assertThat(lambda.ran).filteredOn("scan"::equals).hasSize(6);
    }

    @Test
    void aSegmentThatCannotBeRead_failsTheExecution() {
        lambda.fail("scan", 100, "farebox.kernel.DataCorrupted");
        Execution execution = start("first", "{\"segments\": 3}");

        advance(Duration.ofDays(4));

        assertThat(status(execution)).isEqualTo(Status.FAILED);
        assertThat(installation.store.list(Optional.empty())).isEmpty();
    }

    @Test
    void aStoreThatIsUnavailable_isTriedAgain() {
        lambda.fail("finalise", 3, Unavailable.class.getName());
        Execution execution = start("first", "{}");

        advance(Duration.ofDays(4));

        assertThat(status(execution)).isEqualTo(Status.SUCCEEDED);
        assertThat(lambda.ran).filteredOn("finalise"::equals).hasSize(4);
    }

    @Test
    void aTenantThatCannotBeClosed_failsTheExecutionAndIsNamed() {
        lambda.fail("rate", 100, "farebox.kernel.DataCorrupted");
        Execution execution = start("first", "{}");

        advance(Duration.ofDays(4));

        assertThat(status(execution)).isEqualTo(Status.FAILED);
        assertThat(service.executions()
                        .get(execution.arn())
                        .end()
                        .orElseThrow()
                        .cause()
                        .orElseThrow())
                .contains("acme", "DataCorrupted");
    }

    @Test
    void aBillableResponseWithoutAnEvent_failsTheExecutionAfterTheInvoices() {
        requests.add(new LoggedRequest(
                new RequestId("planted"),
                ACME,
                "POST",
                "/v1/embeddings",
                200,
                false,
                Instant.parse("2026-08-20T10:00:00Z")));
        Execution execution = start("first", "{}");

        advance(Duration.ofDays(4));

        assertThat(service.executions()
                        .get(execution.arn())
                        .end()
                        .orElseThrow()
                        .cause()
                        .orElseThrow())
                .contains("acme planted");
        assertThat(installation.store.find(ACME, "2026-08")).isPresent();
    }

    @Test
    void everyTask_hasATimeoutRetriesAndACatch_andNamesErrorsThatAreClasses() {
        List<JsonNode> tasks = tasks(json(definition()));

        assertThat(tasks)
                .hasSize(6)
                .allSatisfy(
                        task -> assertThat(task.path("TimeoutSeconds").asInt()).isPositive())
                .allSatisfy(task -> task.path("Retry")
                        .forEach(retry -> retry.path("ErrorEquals").forEach(error -> assertIsKnown(error.asText()))))
                .allSatisfy(task -> assertThat(task.path("Retry")).isNotEmpty());
        assertThat(tasks)
                .filteredOn(task -> task.path("Catch").findValuesAsText("Next").isEmpty())
                .as("segments, whose failure is the map's")
                .hasSize(1);
        assertThat(json(definition()).at("/States/Scan/Catch").findValuesAsText("Next"))
                .isNotEmpty();
    }

    private static void assertIsKnown(String error) {
        if (!error.startsWith("Lambda.")) {
            assertThatCode(() -> assertThat(Class.forName(error)).isAssignableTo(Failure.class))
                    .doesNotThrowAnyException();
        }
    }

    private static List<JsonNode> tasks(JsonNode states) {
        List<JsonNode> tasks = new ArrayList<>();
        states.findParents("Type").stream()
                .filter(state -> state.path("Type").asText().equals("Task"))
                .forEach(tasks::add);
        states.findValues("ItemProcessor").forEach(inner -> tasks.addAll(tasks(inner)));
        return tasks.stream().distinct().toList();
    }

    private Execution start(String name, String input) {
        return service.executions().start(machine.arn(), name, input);
    }

    private void advance(Duration duration) {
        Instant end = timers.instant().plus(duration);
        while (timers.instant().isBefore(end)) {
            Duration left = Duration.between(timers.instant(), end);
            Duration step = left.compareTo(Duration.ofMinutes(10)) < 0 ? left : Duration.ofMinutes(10);
            installation.at(timers.instant().plus(step).toString());
            timers.advance(step);
        }
    }

    private Status status(Execution execution) {
        return service.executions().get(execution.arn()).status();
    }

    private JsonNode output(Execution execution) {
        Execution latest = service.executions().get(execution.arn());
        return json(
                latest.end().flatMap(Execution.End::output).orElseThrow(() -> new AssertionError(latest.toString())));
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String definition() {
        try {
            return Files.readString(DEFINITION);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs the function's tasks as Lambda does: an exception is named by its class. */
    private final class Lambda implements TaskIntegrations {
        private final List<String> ran = new ArrayList<>();
        private final Map<String, Integer> failures = new HashMap<>();
        private final Map<String, Runnable> before = new HashMap<>();
        private String error = "";

        /** Once. */
        void before(String task, Runnable happens) {
            before.put(task, happens);
        }

        void fail(String task, int times, String name) {
            failures.put(task, times);
            error = name;
        }

        @Override
        public boolean supports(TaskResource resource) {
            return resource.qualifiedAction().equals("lambda:invoke");
        }

        @Override
        public CompletionStage<TaskOutcome> start(TaskRequest request) {
            JsonNode payload = request.arguments().path("Payload");
            String task = payload.path("task").asText();
            ran.add(task);
            Optional.ofNullable(before.remove(task)).ifPresent(Runnable::run);
            if (failures.merge(task, -1, Integer::sum) >= 0) {
                return CompletableFuture.completedStage(new TaskOutcome.Failed(error, "planted"));
            }
            try {
                ObjectNode output = MAPPER.createObjectNode().put("StatusCode", 200);
                output.set("Payload", tasks().run(payload));
                return CompletableFuture.completedStage(new TaskOutcome.Succeeded(output));
            } catch (RuntimeException e) {
                return CompletableFuture.completedStage(
                        new TaskOutcome.Failed(e.getClass().getName(), String.valueOf(e.getMessage())));
            }
        }

        @Override
        public void stop(TaskRequest request) {
            throw new IllegalStateException("functions are not stopped");
        }

        private BillingTasks tasks() {
            InMemoryBalances balances = new InMemoryBalances();
            InMemoryAlerts alerts = new InMemoryAlerts();
            return new BillingTasks(new BillingTasks.UseCases(
                    installation.closeMonth(),
                    installation.scanMonth(),
                    new SweepHolds(balances, (tenant, attempt) -> new EventFence.Outcome.Fenced(), timers),
                    new RaiseAlerts(
                            new RaiseAlerts.Sources(
                                    installation,
                                    new InMemoryLimits(),
                                    new ReadQuotas(installation.totalsOfSums(), installation.books()::all),
                                    balances,
                                    alerts),
                            alerts,
                            new AlertFormat()::write,
                            timers),
                    new DeliverAlerts(alerts, Map.of(), timers),
                    new Reconcile(
                            (from, until, each) -> requests.stream()
                                    .filter(request -> !request.at().isBefore(from)
                                            && request.at().isBefore(until))
                                    .forEach(each),
                            (tenant, request) -> false,
                            new InMemoryReconciledHours(),
                            timers),
                    timers));
        }
    }
}
