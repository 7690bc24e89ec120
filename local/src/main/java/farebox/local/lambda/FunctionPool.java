package farebox.local.lambda;

import farebox.kernel.ByteCount;
import farebox.local.lambda.RestartPause.Death;
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
    private static final Duration SLOWEST_END = Duration.ofSeconds(5);

    private final FunctionDefinition function;
    private final LambdaSettings settings;
    private final Launcher launcher;
    private final Timing timing;
    private final Ids ids;
    private final FunctionLog log;
    private final InvocationLog said;
    private final Roster roster;

    FunctionPool(FunctionDefinition function, LambdaSettings settings, Launcher launcher, Timing timing)
            throws IOException {
        this.function = function;
        this.settings = settings;
        this.launcher = launcher;
        this.timing = timing;
        this.ids = new Ids(settings.chance());
        this.log = FunctionLog.of(function.name(), settings);
        this.said = new InvocationLog(function, log, settings.clock());
        this.roster = new Roster(function, settings.clock(), ids);
    }

    FunctionDefinition function() {
        return function;
    }

    /** @param patience how long it may wait for a child */
    Invocation submit(byte[] event, Duration patience) {
        Invocation invocation = new Invocation(ids.request(), ids.trace(timing.now()), event);
        if (event.length > Payloads.LARGEST_BYTES) {
            invocation.end(new InvokeOutcome.TooLarge(InvokeOutcome.Direction.EVENT, new ByteCount(event.length)));
            return invocation;
        }
        if (roster.admit(invocation)) {
            launchRecruits();
            invocation.endsBefore(timing.after(patience, () -> giveUp(invocation)));
        }
        return invocation;
    }

    /** Ends it unless a child has it. */
    void giveUp(Invocation invocation) {
        if (roster.withdraw(invocation)) {
            invocation.end(new InvokeOutcome.Throttled());
        }
    }

    void warm(int count) {
        roster.want(count);
        launchRecruits();
    }

    Readiness awaitReady(int count, Duration limit) throws InterruptedException {
        return roster.awaitStarted(count, limit);
    }

    Optional<Child> child(String id) {
        return roster.child(id);
    }

    List<Child> children() {
        return roster.children();
    }

    /** The child asks for its next event; empty if it ended meanwhile. */
    Optional<Child.Running> next(Child child) throws InterruptedException {
        try {
            Invocation invocation = roster.ask(child).get();
            said.started(child, invocation);
            invocation.endsBefore(timing.after(function.timeout(), () -> timeOut(child, invocation)));
            return roster.running(child, invocation.requestId());
        } catch (CancellationException ended) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("work is given or cancelled", e);
        }
    }

    /** What the child has been given and has not answered yet. */
    Optional<Child.Running> unanswered(Child child) {
        return roster.running(child).filter(running -> !running.invocation().hasEnded());
    }

    /** Whether the child has not yet asked for an event. */
    boolean isStarting(Child child) {
        return roster.isStarting(child);
    }

    /** Whether that is the child's invocation, and has its answer. */
    boolean hasAnswered(Child child, String requestId) {
        return roster.running(child, requestId)
                .filter(running -> running.invocation().hasEnded())
                .isPresent();
    }

    /** The child goes on from where its snapshot would be taken. */
    void restored(Child child) {
        roster.restored(child);
    }

    /**
     * The child has an outcome.
     *
     * @return false if it is not at that invocation
     */
    boolean settle(Child child, String requestId, InvokeOutcome outcome) {
        Optional<Child.Running> running = roster.running(child, requestId);
        running.ifPresent(known -> end(child, known, outcome));
        return running.isPresent();
    }

    /**
     * Takes no more invocations and lets the children end in their own time.
     *
     * @return whether all did, and well
     */
    boolean retire(Duration limit) {
        refuseAll();
        List<Child> last = roster.children();
        last.forEach(child -> child.process().ifPresent(ChildProcess::letGo));
        roster.awaitEmpty(limit);
        return last.stream()
                .allMatch(child -> child.process().map(ChildProcess::endedWell).orElse(false));
    }

    @Override
    public void close() {
        refuseAll();
        roster.children().forEach(Child::kill);
        roster.awaitEmpty(SLOWEST_END);
        log.close();
    }

    private void refuseAll() {
        roster.close().forEach(waiting -> waiting.end(new InvokeOutcome.Throttled()));
    }

    private void launchRecruits() {
        roster.recruit().forEach(child -> Thread.ofVirtual().start(() -> launch(child)));
    }

    private void launch(Child child) {
        Future<?> _ = timing.after(settings.initLimit(), () -> giveUpStarting(child));
        try {
            child.process(launcher.launch(child, line -> said.output(child, line), exit -> left(child, exit)));
            if (roster.isClosed()) {
                child.kill();
            }
        } catch (IOException e) {
            child.initError(Payloads.error("Runtime.InvalidEntrypoint", String.valueOf(e.getMessage())));
            left(child, 1);
        }
    }

    private void giveUpStarting(Child child) {
        if (roster.isStarting(child)) {
            String message = "the function asked for no event within "
                    + settings.initLimit().toSeconds() + " s";
            child.initError(Payloads.error("Sandbox.Timedout", message));
            child.kill();
        }
    }

    private void timeOut(Child child, Invocation invocation) {
        if (settle(child, invocation.requestId(), new InvokeOutcome.TimedOut(function.timeout()))) {
            child.kill();
        }
    }

    private void left(Child child, int exit) {
        switch (roster.leave(child)) {
            case Child.State.Starting _ -> startFailed(child, exit);
            case Child.State.Idle(CompletableFuture<Invocation> work) -> work.cancel(false);
            case Child.State.Busy(Child.Running running) ->
                end(child, running, new InvokeOutcome.Crashed(exit, howItEnded(exit)));
            case Child.State.Gone _ -> {}
        }
        launchRecruits();
    }

    private void startFailed(Child child, int exit) {
        if (roster.isClosed()) {
            return;
        }
        InvokeOutcome.FunctionError error =
                child.initError().orElseGet(() -> Payloads.error("Runtime.ExitError", howItEnded(exit)));
        Readiness.Failed failure = new Readiness.Failed(error, child.lastLines());
        said.startFailed(child, error);
        roster.startFailed(failure, death(child, exit)).forEach(waiting -> waiting.end(error));
        Future<?> _ = timing.after(roster.paused(), this::launchRecruits);
    }

    private void end(Child child, Child.Running running, InvokeOutcome outcome) {
        if (running.invocation().end(outcome)) {
            said.ended(child, running, outcome);
        }
    }

    private static Death death(Child child, int exit) {
        if (child.initError().isPresent()) {
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
