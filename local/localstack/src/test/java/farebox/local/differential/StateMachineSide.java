package farebox.local.differential;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.CreateStateMachineRequest;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.StateEnteredEventDetails;

/** One Step Functions, as a client sees it. */
final class StateMachineSide implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);

    private final SfnClient client;

    StateMachineSide(URI endpoint) {
        this.client = LocalStackAddress.client(SfnClient.builder(), endpoint);
    }

    /** Makes the state machine, runs it once and deletes it. */
    Outcome run(CreateStateMachineRequest machine, String input) {
        String arn;
        try {
            arn = client.createStateMachine(machine).stateMachineArn();
        } catch (SfnException e) {
            return new Outcome(e.statusCode(), e.awsErrorDetails().errorCode(), JSON.createObjectNode());
        }
        String execution = client.startExecution(
                        start -> start.stateMachineArn(arn).input(input))
                .executionArn();
        DescribeExecutionResponse ended = ended(execution);
        client.deleteStateMachine(delete -> delete.stateMachineArn(arn));
        return Outcome.answered(content(ended));
    }

    /**
     * Both sides run by clocks of their own, which no test can move. Each pause is twice as long as the last:
     * LocalStack runs an execution no faster for being asked.
     */
    private DescribeExecutionResponse ended(String execution) {
        for (Duration pause = FIRST_PAUSE; ; pause = pause.multipliedBy(2)) {
            DescribeExecutionResponse found = client.describeExecution(describe -> describe.executionArn(execution));
            if (found.status() != ExecutionStatus.RUNNING) {
                return found;
            }
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    private ObjectNode content(DescribeExecutionResponse ended) {
        ObjectNode content = JSON.createObjectNode().put("Status", ended.statusAsString());
        if (ended.output() != null) {
            content.set("Output", normal(parsed(ended.output())));
        }
        if (ended.error() != null) {
            content.put("Error", ended.error());
        }
        List<HistoryEvent> events = client.getExecutionHistory(history -> history.executionArn(ended.executionArn()))
                .events();
        // Whatever runs beside a state that fails is stopped somewhere on its way.
        if (events.stream().noneMatch(event -> event.typeAsString().matches(".*(Failed|Aborted)"))) {
            content.set("Entered", NormalForm.sorted(entered(events)));
        }
        return content;
    }

    private static ArrayNode entered(List<HistoryEvent> events) {
        ArrayNode entered = JSON.createArrayNode();
        events.stream()
                .map(HistoryEvent::stateEnteredEventDetails)
                .filter(details -> details != null)
                .map(StateEnteredEventDetails::name)
                .forEach(entered::add);
        return entered;
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an output that is no JSON: " + text, e);
        }
    }

    /** 2.0 and 2 are one number in JSON. */
    private static JsonNode normal(JsonNode json) {
        return switch (json) {
            case ObjectNode object -> {
                ObjectNode normal = JSON.createObjectNode();
                object.properties().forEach(member -> normal.set(member.getKey(), normal(member.getValue())));
                yield normal;
            }
            case ArrayNode array -> {
                ArrayNode normal = JSON.createArrayNode();
                array.forEach(element -> normal.add(normal(element)));
                yield normal;
            }
            case JsonNode number
            when number.isNumber() ->
                JsonNodeFactory.instance.textNode(
                        new BigDecimal(number.asText()).stripTrailingZeros().toPlainString());
            default -> json;
        };
    }

    @Override
    public void close() {
        client.close();
    }
}
