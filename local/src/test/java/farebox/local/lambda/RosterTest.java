package farebox.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.local.lambda.FunctionDefinition.Start;
import farebox.local.lambda.InvokeOutcome.FunctionError;
import farebox.local.lambda.RestartPause.Death;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RosterTest {
    private static final FunctionError BROKEN = Payloads.error("Runtime.Broken", "no table is named");

    private Instant now = Instant.EPOCH;
    private final Roster roster = new Roster(
            new FunctionDefinition(
                    "f", "arn", "F", Path.of("/code"), 128, Duration.ofSeconds(3), Map.of(), 2, Start.ON_DEMAND),
            () -> now,
            new Ids(new Random(1)));

    @Test
    void admit_startsAChildForEachThatWaitsUpToTheMost() {
        assertThat(roster.admit(invocation("a"))).isTrue();
        assertThat(roster.recruit()).hasSize(1);
        assertThat(roster.recruit()).isEmpty();

        roster.admit(invocation("b"));
        roster.admit(invocation("c"));

        assertThat(roster.recruit()).hasSize(1);
    }

    @Test
    void ask_givesTheOldestFirst() {
        Invocation first = invocation("a");
        Invocation second = invocation("b");
        roster.admit(first);
        roster.admit(second);
        Child child = roster.recruit().getFirst();

        assertThat(roster.ask(child)).isCompletedWithValue(first);
        assertThat(roster.ask(child)).isCompletedWithValue(second);
    }

    @Test
    void admit_prefersTheChildThatWasBusyLast() {
        roster.want(2);
        List<Child> children = roster.recruit();
        CompletableFuture<Invocation> one = roster.ask(children.getFirst());
        CompletableFuture<Invocation> other = roster.ask(children.getLast());

        assertThat(roster.admit(invocation("a"))).isFalse();

        assertThat(other).isCompleted();
        assertThat(one).isNotDone();
    }

    @Test
    void recruit_countsAChildThatHasAnsweredAsFree() {
        Invocation first = invocation("a");
        roster.admit(first);
        begin(roster.recruit().getFirst());
        first.end(new InvokeOutcome.Answered(new byte[0]));

        roster.admit(invocation("b"));

        assertThat(roster.recruit()).isEmpty();
    }

    @Test
    void withdraw_onlyWhatNoChildHas() {
        Invocation taken = invocation("a");
        Invocation waiting = invocation("b");
        roster.admit(taken);
        roster.admit(waiting);
        begin(roster.recruit().getFirst());

        assertThat(roster.withdraw(taken)).isFalse();
        assertThat(roster.withdraw(waiting)).isTrue();
    }

    @Test
    void leave_freesTheSlotAndTheWantedChildIsReplaced() {
        roster.want(1);
        Child child = roster.recruit().getFirst();
        begin(child);

        assertThat(roster.leave(child)).isInstanceOf(Child.State.Idle.class);

        assertThat(roster.recruit()).singleElement().extracting(Child::slot).isEqualTo(0);
    }

    @Test
    void startFailed_whoeverWaitsIsToldAndNoneIsStartedForAWhile() {
        Invocation waiting = invocation("a");
        roster.admit(waiting);
        roster.leave(roster.recruit().getFirst());

        assertThat(roster.startFailed(new Readiness.Failed(BROKEN, List.of()), Death.EXPLAINED))
                .containsExactly(waiting);

        Invocation next = invocation("b");
        assertThat(roster.admit(next)).isFalse();
        assertThat(next.outcome()).isCompletedWithValue(BROKEN);
        now = now.plus(roster.paused());
        assertThat(roster.admit(invocation("c"))).isTrue();
        assertThat(roster.recruit()).hasSize(1);
    }

    @Test
    void startFailed_theFirstSilentDeathIsTriedAgainAtOnce() {
        roster.admit(invocation("a"));
        roster.leave(roster.recruit().getFirst());

        assertThat(roster.startFailed(new Readiness.Failed(BROKEN, List.of()), Death.SILENT))
                .isEmpty();

        assertThat(roster.recruit()).hasSize(1);
    }

    @Test
    void startFailed_othersThatServeKeepServing() {
        roster.want(2);
        List<Child> children = roster.recruit();
        begin(children.getFirst());
        roster.leave(children.getLast());

        roster.startFailed(new Readiness.Failed(BROKEN, List.of()), Death.EXPLAINED);

        Invocation next = invocation("a");
        assertThat(roster.admit(next)).isFalse();
        assertThat(next.outcome()).isNotDone();
    }

    @Test
    void close_throttlesWhoeverComesLater() {
        Invocation waiting = invocation("a");
        roster.admit(waiting);

        assertThat(roster.close()).containsExactly(waiting);

        Invocation late = invocation("b");
        assertThat(roster.admit(late)).isFalse();
        assertThat(late.outcome()).isCompletedWithValue(new InvokeOutcome.Throttled());
        assertThat(roster.recruit()).isEmpty();
    }

    /** The child asks for work, and gets what there is. */
    private void begin(Child child) {
        assertThat(roster.ask(child)).isNotCancelled();
    }

    private static Invocation invocation(String id) {
        return new Invocation(id, "trace", new byte[0]);
    }
}
