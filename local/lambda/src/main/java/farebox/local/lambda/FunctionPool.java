package farebox.local.lambda;

import farebox.kernel.ByteCount;
import farebox.local.lambda.RestartBackoff.Death;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** A function at work: takes invocations, starts and ends children, and settles what becomes of each invocation. */
final class FunctionPool implements AutoCloseable {
    private static final int SIGNALLED = 128;
    private static final int SIGKILL = 9;
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(5);

    private final FunctionDefinition function;
    private final LambdaSettings settings;
    private final Launcher launcher;
    private final Timing timing;
    private final LambdaIds lambdaIds;
    private final FunctionLog log;
    private final InvocationLog invocationLog;
    private final InvocationScheduler invocationScheduler;

    FunctionPool(FunctionDefinition function, LambdaSettings settings, Launcher launcher, Timing timing)
            throws IOException {
        this.function = function;
        this.settings = settings;
        this.launcher = launcher;
        this.timing = timing;
        this.lambdaIds = new LambdaIds(settings.chance());
        this.log = FunctionLog.of(function.name(), settings);
        this.invocationLog = new InvocationLog(function, log, settings.clock());
        this.invocationScheduler = new InvocationScheduler(function, settings.clock(), lambdaIds);
    }

    FunctionDefinition function() {
        return function;
    }

    /** @param queueTimeout how long it may wait for a child */
    Invocation submit(byte[] event, Duration queueTimeout) {
        Invocation invocation = new Invocation(lambdaIds.request(), lambdaIds.trace(timing.now()), event);
        if (event.length > Payloads.MAX_BYTES) {
            invocation.end(new InvokeOutcome.TooLarge(InvokeOutcome.Direction.EVENT, new ByteCount(event.length)));
            return invocation;
        }
        if (invocationScheduler.admit(invocation)) {
            launchRecruits();
            invocation.endsBefore(timing.after(queueTimeout, () -> giveUp(invocation)));
        }
        return invocation;
    }

    /** Ends it unless a child has it. */
    void giveUp(Invocation invocation) {
        if (invocationScheduler.withdraw(invocation)) {
            invocation.end(new InvokeOutcome.Throttled());
        }
    }

    void warm(int count) {
        invocationScheduler.want(count);
        launchRecruits();
    }

    Readiness awaitReady(int count, Duration limit) throws InterruptedException {
        return invocationScheduler.awaitStarted(count, limit);
    }

    Optional<ExecutionEnvironment> child(String id) {
        return invocationScheduler.child(id);
    }

    List<ExecutionEnvironment> children() {
        return invocationScheduler.children();
    }

    /** The child asks for its next event; empty if it ended meanwhile. */
    Optional<ExecutionEnvironment.Running> next(ExecutionEnvironment executionEnvironment) throws InterruptedException {
        try {
            Invocation invocation =
                    invocationScheduler.ask(executionEnvironment).get();
            invocationLog.started(executionEnvironment, invocation);
            invocation.endsBefore(timing.after(function.timeout(), () -> timeOut(executionEnvironment, invocation)));
            return invocationScheduler.running(executionEnvironment, invocation.requestId());
        } catch (CancellationException ended) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("work is given or cancelled", e);
        }
    }

    /** What the child has been given and has not answered yet. */
    Optional<ExecutionEnvironment.Running> unanswered(ExecutionEnvironment executionEnvironment) {
        return invocationScheduler
                .running(executionEnvironment)
                .filter(running -> !running.invocation().hasEnded());
    }

    /** Whether the child has not yet asked for an event. */
    boolean isStarting(ExecutionEnvironment executionEnvironment) {
        return invocationScheduler.isStarting(executionEnvironment);
    }

    /** Whether that is the child's invocation, and has its answer. */
    boolean hasAnswered(ExecutionEnvironment executionEnvironment, String requestId) {
        return invocationScheduler
                .running(executionEnvironment, requestId)
                .filter(running -> running.invocation().hasEnded())
                .isPresent();
    }

    /** The child goes on from where its snapshot would be taken. */
    void restored(ExecutionEnvironment executionEnvironment) {
        invocationScheduler.restored(executionEnvironment);
    }

    /**
     * The child has an outcome.
     *
     * @return false if it is not at that invocation
     */
    boolean settle(ExecutionEnvironment executionEnvironment, String requestId, InvokeOutcome outcome) {
        Optional<ExecutionEnvironment.Running> running = invocationScheduler.running(executionEnvironment, requestId);
        running.ifPresent(known -> end(executionEnvironment, known, outcome));
        return running.isPresent();
    }

    /**
     * Takes no more invocations and lets the children end in their own time.
     *
     * @return whether all did, and well
     */
    boolean retire(Duration limit) {
        refuseAll();
        List<ExecutionEnvironment> last = invocationScheduler.children();
        last.forEach(
                executionEnvironment -> executionEnvironment.process().ifPresent(ExecutionEnvironmentProcess::letGo));
        invocationScheduler.awaitEmpty(limit);
        return last.stream()
                .allMatch(executionEnvironment -> executionEnvironment
                        .process()
                        .map(ExecutionEnvironmentProcess::endedWell)
                        .orElse(false));
    }

    @Override
    public void close() {
        refuseAll();
        invocationScheduler.children().forEach(ExecutionEnvironment::kill);
        invocationScheduler.awaitEmpty(SHUTDOWN_TIMEOUT);
        log.close();
    }

    private void refuseAll() {
        invocationScheduler.close().forEach(waiting -> waiting.end(new InvokeOutcome.Throttled()));
    }

    private void launchRecruits() {
        invocationScheduler
                .recruit()
                .forEach(executionEnvironment -> Thread.ofVirtual().start(() -> launch(executionEnvironment)));
    }

    private void launch(ExecutionEnvironment executionEnvironment) {
        Future<?> _ = timing.after(settings.initLimit(), () -> giveUpStarting(executionEnvironment));
        try {
            executionEnvironment.process(launcher.launch(
                    executionEnvironment,
                    line -> invocationLog.output(executionEnvironment, line),
                    exit -> left(executionEnvironment, exit)));
            if (invocationScheduler.isClosed()) {
                executionEnvironment.kill();
            }
        } catch (IOException e) {
            executionEnvironment.initError(Payloads.error("Runtime.InvalidEntrypoint", String.valueOf(e.getMessage())));
            left(executionEnvironment, 1);
        }
    }

    private void giveUpStarting(ExecutionEnvironment executionEnvironment) {
        if (invocationScheduler.isStarting(executionEnvironment)) {
            String message = "the function asked for no event within "
                    + settings.initLimit().toSeconds() + " s";
            executionEnvironment.initError(Payloads.error("Sandbox.Timedout", message));
            executionEnvironment.kill();
        }
    }

    private void timeOut(ExecutionEnvironment executionEnvironment, Invocation invocation) {
        if (settle(executionEnvironment, invocation.requestId(), new InvokeOutcome.TimedOut(function.timeout()))) {
            executionEnvironment.kill();
        }
    }

    private void left(ExecutionEnvironment executionEnvironment, int exit) {
        switch (invocationScheduler.leave(executionEnvironment)) {
            case ExecutionEnvironment.State.Starting _ -> startFailed(executionEnvironment, exit);
            case ExecutionEnvironment.State.Idle(CompletableFuture<Invocation> work) -> work.cancel(false);
            case ExecutionEnvironment.State.Busy(ExecutionEnvironment.Running running) ->
                end(executionEnvironment, running, new InvokeOutcome.Crashed(exit, howItEnded(exit)));
            case ExecutionEnvironment.State.Gone _ -> {}
        }
        launchRecruits();
    }

    private void startFailed(ExecutionEnvironment executionEnvironment, int exit) {
        if (invocationScheduler.isClosed()) {
            return;
        }
        InvokeOutcome.FunctionError error =
                executionEnvironment.initError().orElseGet(() -> Payloads.error("Runtime.ExitError", howItEnded(exit)));
        Readiness.Failed failure = new Readiness.Failed(error, executionEnvironment.lastLines());
        invocationLog.startFailed(executionEnvironment, error);
        invocationScheduler
                .startFailed(failure, death(executionEnvironment, exit))
                .forEach(waiting -> waiting.end(error));
        Future<?> _ = timing.after(invocationScheduler.paused(), this::launchRecruits);
    }

    private void end(
            ExecutionEnvironment executionEnvironment, ExecutionEnvironment.Running running, InvokeOutcome outcome) {
        if (running.invocation().end(outcome)) {
            invocationLog.ended(executionEnvironment, running, outcome);
        }
    }

    private static Death death(ExecutionEnvironment executionEnvironment, int exit) {
        if (executionEnvironment.initError().isPresent()) {
            return Death.EXPLAINED;
        }
        return exit == SIGNALLED + SIGKILL ? Death.KILLED : Death.SILENT;
    }

    private static String howItEnded(int exit) {
        String how = exit == SIGNALLED + SIGKILL
                ? "signal: killed"
                : exit > SIGNALLED ? "signal: " + (exit - SIGNALLED) : "exit status " + exit;
        return "Runtime exited with error: " + how;
    }
}
