package farebox.local.integrations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.local.eventbridge.Targets;
import farebox.local.host.ServiceException;
import farebox.local.sqs.Sqs;
import farebox.local.stepfunctions.Executions;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** What rules and schedules send to: functions, queues and state machines. */
public final class ServiceTargets implements Targets {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final InvokedFunctions invokedFunctions;
    private final Sqs sqs;
    private final Executions executions;
    private final Supplier<UUID> names;

    /** @param names for the executions that are started */
    public ServiceTargets(InvokedFunctions invokedFunctions, Sqs sqs, Executions executions, Supplier<UUID> names) {
        this.invokedFunctions = invokedFunctions;
        this.sqs = sqs;
        this.executions = executions;
        this.names = names;
    }

    @Override
    public CompletionStage<Outcome> send(String arn, String payload) {
        try {
            if (arn.contains(":lambda:")) {
                return invokedFunctions.invoke(arn, JSON.readTree(payload)).thenApply(ServiceTargets::outcome);
            }
            return CompletableFuture.completedStage(sendNow(arn, payload));
        } catch (ServiceException e) {
            return CompletableFuture.completedStage(new Outcome.Refused(e.code() + ": " + e.message(), false));
        } catch (JsonProcessingException e) {
            return CompletableFuture.completedStage(
                    new Outcome.Refused("the payload is not JSON: " + e.getOriginalMessage(), false));
        }
    }

    private Outcome sendNow(String arn, String payload) {
        if (arn.contains(":sqs:")) {
            sqs.withArn(arn).send(payload, Map.of(), Optional.empty());
            return new Outcome.Delivered();
        }
        if (arn.contains(":stateMachine:")) {
            executions.start(arn, names.get().toString(), payload);
            return new Outcome.Delivered();
        }
        return new Outcome.Refused("there is no target " + arn, false);
    }

    /** A failed function is called again as the rule says; Lambda would do so, two times, by itself. */
    private static Outcome outcome(InvokedFunctions.Result result) {
        return switch (result) {
            case InvokedFunctions.Result.Returned returned -> new Outcome.Delivered();
            case InvokedFunctions.Result.Failed failed -> new Outcome.Refused(failed.errorType(), true);
            case InvokedFunctions.Result.Throttled throttled -> new Outcome.Refused("throttled", true);
            case InvokedFunctions.Result.NotFound missing -> new Outcome.Refused("there is no such function", false);
        };
    }
}
