package farebox.local.differential;

import farebox.kernel.ByteCount;
import farebox.local.awsjson.AwsJsonEndpoint;
import farebox.local.host.InMemoryDocuments;
import farebox.local.host.ThreadTimers;
import farebox.local.http.WebServer;
import farebox.local.stepfunctions.StateMachines;
import farebox.local.stepfunctions.StepFunctions;
import farebox.local.stepfunctions.awsjson.StepFunctionsApi;
import farebox.local.stepfunctions.interpreter.Engine;
import farebox.local.stepfunctions.task.TaskIntegrations;
import farebox.local.stepfunctions.task.TaskOutcome;
import farebox.local.stepfunctions.task.TaskRequest;
import farebox.local.stepfunctions.task.TaskResource;
import java.net.BindException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sfn.model.CreateStateMachineRequest;

/** Step Functions: definitions of every kind of state but Task, whose services each has its own tests. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StepFunctionsIT {
    private static final int DEFINITIONS = 80;

    /** LocalStack looks for the end of a state every now and then; meanwhile it can run others. */
    private static final int AT_ONCE = 6;

    private static final String ROLE = "arn:aws:iam::000000000000:role/machine";

    private final OutcomeComparison outcomeComparison = new OutcomeComparison(StepFunctionsDifference.values());
    private final ThreadTimers timers = new ThreadTimers(Clock.systemUTC());

    private WebServer endpoint;
    private StateMachineSide emulator;
    private StateMachineSide localstack;

    /** No definition here has a Task state. */
    private static final class NoTasks implements TaskIntegrations {
        @Override
        public boolean supports(TaskResource resource) {
            return false;
        }

        @Override
        public CompletionStage<TaskOutcome> start(TaskRequest request) {
            throw new IllegalStateException("no resource is supported");
        }

        @Override
        public void stop(TaskRequest request) {}
    }

    @BeforeAll
    void start() throws InterruptedException, BindException {
        URI asked = LocalStackAddress.asked();
        StepFunctions service = new StepFunctions(
                new StateMachines.Account("us-east-1", "000000000000"),
                new Engine.Host(Clock.systemUTC(), timers, new InMemoryDocuments(), new Random(1)),
                new NoTasks());
        endpoint = WebServer.start(
                "step-functions",
                0,
                ByteCount.ofMebibytes(2),
                new AwsJsonEndpoint(List.of(new StepFunctionsApi(service, UUID::randomUUID).service())));
        emulator = new StateMachineSide(URI.create("http://127.0.0.1:" + endpoint.port()));
        localstack = new StateMachineSide(asked);
    }

    @AfterAll
    void stop() {
        emulator.close();
        localstack.close();
        endpoint.close();
        timers.close();
    }

    /** After all seeds: a list of differences that only grows would hide the next one. */
    @AfterAll
    void everyKnownDifferenceHappened() {
        outcomeComparison.refuseUnmet();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyDefinitionComesToTheSame(long seed) throws InterruptedException, ExecutionException {
        List<CreateStateMachineRequest> machines = machines(seed);
        List<Future<Outcome>> theirs = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(AT_ONCE)) {
            machines.forEach(
                    machine -> theirs.add(executor.submit(() -> localstack.run(machine, QueryGenerator.input()))));
            for (int index = 0; index < machines.size(); index++) {
                CreateStateMachineRequest machine = machines.get(index);
                Outcome ours = emulator.run(machine, QueryGenerator.input());
                outcomeComparison.agree(
                        machine.name() + " " + machine.definition(),
                        machine,
                        ours,
                        theirs.get(index).get());
            }
        }
        outcomeComparison.refuseUnexplained();
    }

    private static List<CreateStateMachineRequest> machines(long seed) {
        DefinitionGenerator definitions = new DefinitionGenerator(new Random(seed));
        return IntStream.rangeClosed(1, DEFINITIONS)
                .mapToObj(number -> CreateStateMachineRequest.builder()
                        .name("differential-" + seed + "-" + number)
                        .definition(definitions.next().toString())
                        .roleArn(ROLE)
                        .build())
                .toList();
    }
}
