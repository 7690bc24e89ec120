package farebox.batch.stepfunctions;

import farebox.aws.AwsClients;
import farebox.batch.Batch;
import farebox.batch.BatchExecutions;
import farebox.http.Json;
import farebox.kernel.Unavailable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.StartExecutionResponse;

/** Executions of one state machine, named after their batches, of which each hence has one. */
public final class StateMachineExecutions implements BatchExecutions {
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);

    private final SfnClient stepFunctions;
    private final String stateMachine;
    private final Json json;

    public StateMachineExecutions(SfnClient stepFunctions, String stateMachine, Json json) {
        this.stepFunctions = stepFunctions;
        this.stateMachine = stateMachine;
        this.json = json;
    }

    /** In the account and region that the environment names; nothing is opened before the first use. */
    public static StateMachineExecutions connect(String stateMachine, Json json) {
        return new StateMachineExecutions(AwsClients.build(SfnClient.builder()), stateMachine, json);
    }

    @Override
    public void start(Batch batch) {
        byte[] input = json.write(
                Map.of("tenant", batch.tenant().value(), "batch", batch.id().value()));
        try {
            StartExecutionResponse _ = stepFunctions.startExecution(start -> start.stateMachineArn(stateMachine)
                    .name(batch.id().value())
                    .input(new String(input, StandardCharsets.UTF_8)));
        } catch (ExecutionAlreadyExistsException startedBefore) {
            // A repetition: the first one goes on.
        } catch (SdkException e) {
            throw new Unavailable("the batch cannot be started at the moment", DEFAULT_RETRY, e);
        }
    }
}
