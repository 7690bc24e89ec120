package farebox.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.local.lambda.FunctionDefinition.Start;
import farebox.local.lambda.InvokeOutcome.FunctionError;
import farebox.local.lambda.RestartBackoff.Death;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InvocationSchedulerTest {
    private static final FunctionError BROKEN = Payloads.error("Runtime.Broken", "no table is named");

    private Instant now = Instant.EPOCH;
    private final InvocationScheduler invocationScheduler = new InvocationScheduler(
            new FunctionDefinition(
                    "f", "arn", "F", Path.of("/code"), 128, Duration.ofSeconds(3), Map.of(), 2, Start.ON_DEMAND),
            () -> now,
            new LambdaIds(new Random(1)));

    @Test
    void admit_startsAChildForEachThatWaitsUpToTheMost() {
        assertThat(invocationScheduler.admit(invocation("a"))).isTrue();
        assertThat(invocationScheduler.recruit()).hasSize(1);
        assertThat(invocationScheduler.recruit()).isEmpty();

        invocationScheduler.admit(invocation("b"));
        invocationScheduler.admit(invocation("c"));

        assertThat(invocationScheduler.recruit()).hasSize(1);
    }

    @Test
    void ask_givesTheOldestFirst() {
        Invocation first = invocation("a");
        Invocation second = invocation("b");
        invocationScheduler.admit(first);
        invocationScheduler.admit(second);
        ExecutionEnvironment executionEnvironment =
                invocationScheduler.recruit().getFirst();

        assertThat(invocationScheduler.ask(executionEnvironment)).isCompletedWithValue(first);
        assertThat(invocationScheduler.ask(executionEnvironment)).isCompletedWithValue(second);
    }

    @Test
    void admit_prefersTheChildThatWasBusyLast() {
        invocationScheduler.want(2);
        List<ExecutionEnvironment> children = invocationScheduler.recruit();
        CompletableFuture<Invocation> one = invocationScheduler.ask(children.getFirst());
        CompletableFuture<Invocation> other = invocationScheduler.ask(children.getLast());

        assertThat(invocationScheduler.admit(invocation("a"))).isFalse();

        assertThat(other).isCompleted();
        assertThat(one).isNotDone();
    }

    @Test
    void recruit_countsAChildThatHasAnsweredAsFree() {
        Invocation first = invocation("a");
        invocationScheduler.admit(first);
        begin(invocationScheduler.recruit().getFirst());
        first.end(new InvokeOutcome.Answered(new byte[0]));

        invocationScheduler.admit(invocation("b"));

        assertThat(invocationScheduler.recruit()).isEmpty();
    }

    @Test
    void withdraw_onlyWhatNoChildHas() {
        Invocation taken = invocation("a");
        Invocation waiting = invocation("b");
        invocationScheduler.admit(taken);
        invocationScheduler.admit(waiting);
        begin(invocationScheduler.recruit().getFirst());

        assertThat(invocationScheduler.withdraw(taken)).isFalse();
        assertThat(invocationScheduler.withdraw(waiting)).isTrue();
    }

    @Test
    void leave_freesTheSlotAndTheWantedChildIsReplaced() {
        invocationScheduler.want(1);
        ExecutionEnvironment executionEnvironment =
                invocationScheduler.recruit().getFirst();
        begin(executionEnvironment);

        assertThat(invocationScheduler.leave(executionEnvironment)).isInstanceOf(ExecutionEnvironment.State.Idle.class);

        assertThat(invocationScheduler.recruit())
                .singleElement()
                .extracting(ExecutionEnvironment::slot)
                .isEqualTo(0);
    }

    @Test
    void startFailed_whoeverWaitsIsToldAndNoneIsStartedForAWhile() {
        Invocation waiting = invocation("a");
        invocationScheduler.admit(waiting);
        invocationScheduler.leave(invocationScheduler.recruit().getFirst());

        assertThat(invocationScheduler.startFailed(new Readiness.Failed(BROKEN, List.of()), Death.EXPLAINED))
                .containsExactly(waiting);

        Invocation next = invocation("b");
        assertThat(invocationScheduler.admit(next)).isFalse();
        assertThat(next.outcome()).isCompletedWithValue(BROKEN);
        now = now.plus(invocationScheduler.paused());
        assertThat(invocationScheduler.admit(invocation("c"))).isTrue();
        assertThat(invocationScheduler.recruit()).hasSize(1);
    }

    @Test
    void startFailed_theFirstSilentDeathIsTriedAgainAtOnce() {
        invocationScheduler.admit(invocation("a"));
        invocationScheduler.leave(invocationScheduler.recruit().getFirst());

        assertThat(invocationScheduler.startFailed(new Readiness.Failed(BROKEN, List.of()), Death.SILENT))
                .isEmpty();

        assertThat(invocationScheduler.recruit()).hasSize(1);
    }

    @Test
    void startFailed_othersThatServeKeepServing() {
        invocationScheduler.want(2);
        List<ExecutionEnvironment> children = invocationScheduler.recruit();
        begin(children.getFirst());
        invocationScheduler.leave(children.getLast());

        invocationScheduler.startFailed(new Readiness.Failed(BROKEN, List.of()), Death.EXPLAINED);

        Invocation next = invocation("a");
        assertThat(invocationScheduler.admit(next)).isFalse();
        assertThat(next.outcome()).isNotDone();
    }

    @Test
    void close_throttlesWhoeverComesLater() {
        Invocation waiting = invocation("a");
        invocationScheduler.admit(waiting);

        assertThat(invocationScheduler.close()).containsExactly(waiting);

        Invocation late = invocation("b");
        assertThat(invocationScheduler.admit(late)).isFalse();
        assertThat(late.outcome()).isCompletedWithValue(new InvokeOutcome.Throttled());
        assertThat(invocationScheduler.recruit()).isEmpty();
    }

    /** The child asks for work, and gets what there is. */
    private void begin(ExecutionEnvironment executionEnvironment) {
        assertThat(invocationScheduler.ask(executionEnvironment)).isNotCancelled();
    }

    private static Invocation invocation(String id) {
        return new Invocation(id, "trace", new byte[0]);
    }
}
