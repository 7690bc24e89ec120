package farebox.local.lambda;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;

/** Writes what Lambda itself says about invocations into the log of their function. */
final class InvocationLog {
    private final FunctionDefinition function;
    private final FunctionLog log;
    private final InstantSource clock;

    InvocationLog(FunctionDefinition function, FunctionLog log, InstantSource clock) {
        this.function = function;
        this.log = log;
        this.clock = clock;
    }

    void output(ExecutionEnvironment executionEnvironment, String line) {
        executionEnvironment.remember(line);
        log.line(executionEnvironment, line);
    }

    void started(ExecutionEnvironment executionEnvironment, Invocation invocation) {
        log.line(executionEnvironment, Report.start(invocation.requestId()));
    }

    void ended(ExecutionEnvironment executionEnvironment, ExecutionEnvironment.Running running, InvokeOutcome outcome) {
        String requestId = running.invocation().requestId();
        Duration duration = Duration.between(running.since(), clock.instant());
        complain(executionEnvironment, requestId, outcome);
        log.line(executionEnvironment, Report.end(requestId));
        log.line(
                executionEnvironment,
                new Report(
                                requestId,
                                duration,
                                function.start(),
                                running.initialization(),
                                function.memoryMebibytes(),
                                executionEnvironment
                                        .process()
                                        .map(ExecutionEnvironmentProcess::peakMebibytes)
                                        .orElse(0L),
                                status(outcome))
                        .line());
    }

    void startFailed(ExecutionEnvironment executionEnvironment, InvokeOutcome.FunctionError error) {
        Duration took = Duration.between(executionEnvironment.began(), clock.instant());
        log.line(
                executionEnvironment,
                String.format(
                        Locale.ROOT,
                        "INIT_REPORT Init Duration: %.2f ms\tPhase: init\tStatus: error\tError Type: %s",
                        took.toNanos() / 1e6,
                        error.type()));
    }

    private void complain(ExecutionEnvironment executionEnvironment, String requestId, InvokeOutcome outcome) {
        switch (outcome) {
            case InvokeOutcome.TimedOut(Duration after) ->
                log.line(
                        executionEnvironment,
                        String.format(
                                Locale.ROOT,
                                "%s %s Task timed out after %.2f seconds",
                                clock.instant(),
                                requestId,
                                after.toMillis() / 1e3));
            case InvokeOutcome.Crashed crashed ->
                log.line(executionEnvironment, "RequestId: " + requestId + " Error: " + crashed.message());
            case InvokeOutcome.TooLarge large ->
                log.line(executionEnvironment, "RequestId: " + requestId + " Error: " + tooLarge(large));
            case InvokeOutcome.Answered _,
                    InvokeOutcome.FunctionError _,
                    InvokeOutcome.Throttled _,
                    InvokeOutcome.StillRunning _ -> {}
        }
    }

    private static String tooLarge(InvokeOutcome.TooLarge large) {
        return "Response payload size (" + large.size().bytes() + " bytes) exceeded maximum allowed payload size ("
                + Payloads.MAX_BYTES + " bytes).";
    }

    private static String status(InvokeOutcome outcome) {
        return switch (outcome) {
            case InvokeOutcome.TimedOut _ -> "Status: timeout";
            case InvokeOutcome.Crashed _ -> "Status: error\tError Type: Runtime.ExitError";
            case InvokeOutcome.FunctionError _,
                    InvokeOutcome.TooLarge _,
                    InvokeOutcome.Answered _,
                    InvokeOutcome.Throttled _,
                    InvokeOutcome.StillRunning _ -> "";
        };
    }
}
