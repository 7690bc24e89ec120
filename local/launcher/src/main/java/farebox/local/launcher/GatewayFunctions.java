package farebox.local.launcher;

import farebox.local.apigateway.Functions;
import farebox.local.lambda.InvokeOutcome;
import farebox.local.lambda.LocalLambda;
import java.time.Duration;

/** Lets the gateway call the functions of the local Lambda. */
final class GatewayFunctions implements Functions {
    private final LocalLambda lambda;

    GatewayFunctions(LocalLambda lambda) {
        this.lambda = lambda;
    }

    @Override
    public Outcome invoke(String function, byte[] event, Duration limit) throws InterruptedException {
        return switch (lambda.invoke(function, event, limit)) {
            case InvokeOutcome.Answered answered -> new Outcome.Answered(answered.payload());
            case InvokeOutcome.FunctionError error -> new Outcome.Failed(error.message());
            case InvokeOutcome.Crashed crashed -> new Outcome.Failed(crashed.message());
            case InvokeOutcome.TimedOut timedOut -> new Outcome.Failed("Task timed out after " + timedOut.after());
            case InvokeOutcome.Throttled throttled -> new Outcome.Throttled();
            case InvokeOutcome.StillRunning running -> new Outcome.TimedOut();
            case InvokeOutcome.TooLarge large ->
                switch (large.direction()) {
                    case EVENT -> new Outcome.TooLarge();
                    case ANSWER -> new Outcome.Failed("the answer is larger than Lambda's 6 MB");
                };
        };
    }
}
