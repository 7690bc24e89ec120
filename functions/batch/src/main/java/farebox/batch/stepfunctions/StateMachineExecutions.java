package farebox.batch.stepfunctions;

import farebox.aws.AwsClients;
import farebox.aws.AwsRequests;
import farebox.batch.Batch;
import farebox.batch.BatchExecutions;
import farebox.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.StartExecutionRequest;
import software.amazon.awssdk.services.sfn.model.StartExecutionResponse;

/** Executions of one state machine, named after their batches, of which each hence has one. */
public final class StateMachineExecutions implements BatchExecutions {
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
        StartExecutionRequest start = StartExecutionRequest.builder()
                .stateMachineArn(stateMachine)
                .name(batch.id().value())
                .input(new String(input, StandardCharsets.UTF_8))
                .build();
        AwsRequests.run("the batch cannot be started at the moment", () -> startOnce(start));
    }

    private void startOnce(StartExecutionRequest start) {
        try {
            StartExecutionResponse _ = stepFunctions.startExecution(start);
        } catch (ExecutionAlreadyExistsException startedBefore) {
            // A repetition: the first one goes on.
        }
    }
}
