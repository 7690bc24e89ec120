package farebox.local.stepfunctions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import farebox.local.host.ServiceException;
import farebox.local.stepfunctions.interpreter.Engine;
import farebox.local.stepfunctions.interpreter.Execution;
import farebox.local.stepfunctions.interpreter.HistoryEvent;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The executions of all state machines. */
public final class Executions {
    private static final int MAX_INPUT_BYTES = 256 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final StateMachines machines;
    private final Engine engine;

    Executions(StateMachines machines, Engine engine) {
        this.machines = machines;
        this.engine = engine;
    }

    /**
     * Starts an execution; the running one of the same name and input is returned as it is.
     *
     * @param input JSON
     * @throws ServiceException {@code InvalidName}, {@code InvalidExecutionInput}, {@code StateMachineDoesNotExist}, or
     *     {@code ExecutionAlreadyExists} where the name has been used with another input or by one that has ended
     */
    public synchronized Execution start(String stateMachineArn, String name, String input) {
        StateMachine machine = machines.get(stateMachineArn);
        Names.check(name);
        checkInput(input);
        String arn = machine.arn().replace(":stateMachine:", ":execution:") + ":" + name;
        Optional<Execution> existing = engine.find(arn);
        if (existing.isEmpty()) {
            return engine.start(
                    arn, new Execution.Origin(name, machine.arn(), machine.roleArn(), machine.definition()), input);
        }
        return existing.filter(
                        execution -> execution.running() && execution.input().equals(input))
                .orElseThrow(() ->
                        new ServiceException("ExecutionAlreadyExists", "Execution Already Exists: '" + arn + "'"));
    }

    /** @throws ServiceException {@code ExecutionDoesNotExist} */
    public Execution get(String arn) {
        return engine.find(arn)
                .orElseThrow(
                        () -> new ServiceException("ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn + "'"));
    }

    /** The newest first. */
    public List<Execution> list(String stateMachineArn, Optional<Execution.Status> status) {
        machines.get(stateMachineArn);
        return engine.all().stream()
                .filter(execution -> execution.origin().stateMachineArn().equals(stateMachineArn))
                .filter(execution -> status.isEmpty() || status.get() == execution.status())
                .sorted(Comparator.comparing(Execution::start).reversed().thenComparing(Execution::arn))
                .toList();
    }

    /** Aborts the execution and the jobs that it waits for; does nothing if it has ended. */
    public Execution stop(String arn, String error, String cause) {
        get(arn);
        engine.stop(arn, error, cause);
        return get(arn);
    }

    /** The events in the order in which they happened. */
    public List<HistoryEvent> history(String arn) {
        get(arn);
        return engine.history(arn);
    }

    /** The execution once it has ended. */
    public CompletionStage<Execution> end(String arn) {
        get(arn);
        return engine.end(arn);
    }

    private static void checkInput(String input) {
        if (input.getBytes(StandardCharsets.UTF_8).length > MAX_INPUT_BYTES) {
            throw new ServiceException(
                    "InvalidExecutionInput", "Invalid State Machine Execution Input: larger than 262144 bytes");
        }
        try {
            JSON.readTree(input);
        } catch (JsonProcessingException e) {
            throw new ServiceException(
                    "InvalidExecutionInput", "Invalid State Machine Execution Input: '" + e.getOriginalMessage() + "'");
        }
    }
}
