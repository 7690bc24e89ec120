package farebox.local.launcher;

import farebox.local.apigateway.Functions;
import farebox.local.lambda.InvokeOutcome;
import farebox.local.lambda.LocalLambda;
import farebox.local.lambda.StreamedInvocation;
import java.time.Duration;
import java.util.Optional;

/** Lets the gateway call the functions of the local Lambda. */
final class GatewayFunctions implements Functions {
    private final LocalLambda lambda;

    GatewayFunctions(LocalLambda lambda) {
        this.lambda = lambda;
    }

    @Override
    public Outcome invoke(String function, byte[] event, Duration limit) throws InterruptedException {
        return outcome(lambda.invoke(function, event, limit));
    }

    @Override
    public StreamedAnswer stream(String function, byte[] event, Duration limit) {
        StreamedInvocation invocation = lambda.stream(function, event, limit);
        return new StreamedAnswer() {
            @Override
            public Optional<byte[]> next() throws InterruptedException {
                return invocation.next();
            }

            @Override
            public Outcome outcome() {
                return GatewayFunctions.outcome(invocation.outcome());
            }
        };
    }

    private static Outcome outcome(InvokeOutcome outcome) {
        return switch (outcome) {
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
