package farebox.local.lambda;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One execution environment of a function. The scheduler's lock guards the state; the rest may be used without. */
final class ExecutionEnvironment {
    private static final int REMEMBERED_LINES = 20;
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy/MM/dd", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Where a child stands. */
    sealed interface State {
        /** Not yet asked for an event. */
        record Starting() implements State {}

        /** Asked for an event, which {@code work} will be; cancelled if the child ends first. */
        record Idle(CompletableFuture<Invocation> work) implements State {}

        /** Has an event, or has answered it and not yet asked for another. */
        record Busy(Running running) implements State {}

        /** Its process is over. */
        record Gone() implements State {}
    }

    /** @param initialization how long the child took to start, or to be restored; zero but for its first invocation */
    record Running(Invocation invocation, Instant since, Duration initialization) {}

    private final String id;
    private final int slot;
    private final String logStream;
    private Instant began;
    private final Deque<String> lastLines = new ArrayDeque<>();
    private State state = new State.Starting();
    private Duration initialization = Duration.ZERO;

    /** Null until the runtime reports that it cannot start; most never do. */
    private InvokeOutcome.@Nullable FunctionError initError;

    /** Null until it is started, which happens outside the scheduler's lock. */
    private volatile @Nullable ExecutionEnvironmentProcess process;

    ExecutionEnvironment(String id, int slot, Instant began) {
        this.id = id;
        this.slot = slot;
        this.logStream = DAY.format(began) + "/[$LATEST]" + id;
        this.began = began;
    }

    String id() {
        return id;
    }

    int slot() {
        return slot;
    }

    String logStream() {
        return logStream;
    }

    State state() {
        return state;
    }

    Optional<ExecutionEnvironmentProcess> process() {
        return Optional.ofNullable(process);
    }

    void process(ExecutionEnvironmentProcess started) {
        process = started;
    }

    /** When its start began. */
    Instant began() {
        return began;
    }

    /** Its snapshot would be taken here: what it did until now happens at deployment on AWS, and is no one's wait. */
    void restored(Instant now) {
        began = now;
    }

    boolean isAlive() {
        return process().map(ExecutionEnvironmentProcess::isAlive).orElse(true);
    }

    void kill() {
        process().ifPresent(ExecutionEnvironmentProcess::kill);
    }

    /** It asks for an event. An earlier question of its own is void. */
    CompletableFuture<Invocation> ask(Instant now) {
        if (state instanceof State.Starting) {
            initialization = Duration.between(began, now);
        }
        if (state instanceof State.Idle(CompletableFuture<Invocation> earlier)) {
            earlier.cancel(false);
        }
        CompletableFuture<Invocation> work = new CompletableFuture<>();
        state = new State.Idle(work);
        return work;
    }

    /** Gives an idle child its event. */
    void serve(Invocation invocation, Instant now) {
        if (!(state instanceof State.Idle(CompletableFuture<Invocation> work))) {
            throw new IllegalStateException("only an idle child can serve");
        }
        invocation.take();
        state = new State.Busy(new Running(invocation, now, initialization));
        initialization = Duration.ZERO;
        work.complete(invocation);
    }

    /** @return what it was doing */
    State leave() {
        State before = state;
        state = new State.Gone();
        return before;
    }

    /** It takes an event soon without anyone's doing. */
    boolean isFreeSoon() {
        return state instanceof State.Starting
                || (state instanceof State.Busy(Running running)
                        && running.invocation().hasEnded());
    }

    boolean hasStarted() {
        return state instanceof State.Idle || state instanceof State.Busy;
    }

    void initError(InvokeOutcome.FunctionError error) {
        initError = error;
    }

    Optional<InvokeOutcome.FunctionError> initError() {
        return Optional.ofNullable(initError);
    }

    synchronized void remember(String line) {
        if (lastLines.size() == REMEMBERED_LINES) {
            lastLines.removeFirst();
        }
        lastLines.addLast(line);
    }

    synchronized List<String> lastLines() {
        return List.copyOf(lastLines);
    }
}
