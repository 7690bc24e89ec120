package farebox.metering;

import static farebox.metering.Samples.ACME_TWO;
import static farebox.metering.Samples.BODY;
import static farebox.metering.Samples.OTHER_BODY;
import static farebox.metering.Samples.call;
import static farebox.metering.Samples.worked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.Conflict;
import farebox.kernel.DataCorrupted;
import farebox.kernel.Deadline;
import farebox.kernel.IdempotencyMismatch;
import farebox.kernel.NotFound;
import farebox.kernel.Sha256;
import farebox.kernel.Unavailable;
import farebox.metering.memory.InMemoryIdempotencyLocks;
import farebox.metering.memory.InMemoryResponseStore;
import farebox.metering.memory.InMemoryUsageLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class MeterUsageTest {
    private final MovableClock clock = new MovableClock();
    private final InMemoryUsageLedger ledger = new InMemoryUsageLedger();
    private final InMemoryIdempotencyLocks locks = new InMemoryIdempotencyLocks();
    private final InMemoryResponseStore store = new InMemoryResponseStore();
    private final MeterUsage meterUsage = over(ledger);
    private final AtomicInteger works = new AtomicInteger();

    @Test
    void run_writesTheEventAndThenAnswers() {
        MeteredResponse meteredResponse = run(call("r1"), "hello");

        assertThat(meteredResponse.responseRecord().body()).asString().isEqualTo("hello");
        assertThat(meteredResponse.replayed()).isFalse();
        assertThat(ledger.all()).singleElement().satisfies(event -> {
            assertThat(event.id().value()).isEqualTo("acme#r-r1");
            assertThat(event.id().local()).isEqualTo(meteredResponse.event());
            assertThat(event.quantities().calls()).isOne();
            assertThat(event.quantities().inputTokens().count()).isEqualTo(9);
            assertThat(event.quantities().compute()).isEqualTo(Duration.ofMillis(3));
            assertThat(event.answer()).isEmpty();
            assertThat(event.at()).isEqualTo(Samples.NOW);
            assertThat(event.expiresAt()).isEqualTo(Instant.parse("2026-09-15T10:05:07Z"));
        });
    }

    @Test
    void run_twoRequestsWithoutAKeyAreTwoCalls() {
        run(call("r1"), "hello");
        run(call("r2"), "hello");

        assertThat(ledger.all()).hasSize(2);
    }

    @Test
    void run_aSecondInvocationForOneRequestIsAnsweredAndNotBilledAgain() {
        run(call("r1"), "hello");

        assertThat(run(call("r1"), "again").responseRecord().body()).asString().isEqualTo("again");
        assertThat(ledger.all()).hasSize(1);
    }

    @Test
    void run_anotherBodyUnderOneRequestIdIsRefused() {
        run(call("r1"), "hello");
        MeteredCall other = new MeteredCall(
                Samples.caller(Samples.ACME),
                "POST /v1/embeddings",
                call("r1").request(),
                Optional.empty(),
                OTHER_BODY);

        assertThatExceptionOfType(IdempotencyMismatch.class).isThrownBy(() -> run(other, "free"));
    }

    @Test
    void run_workThatFailsIsNotBilled() {
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> meterUsage.run(call("r1"), Samples.DEADLINE, MeterUsageTest::fail));

        assertThat(ledger.all()).isEmpty();
    }

    @Test
    void run_aLostAcknowledgementIsRecognisedAsOurOwnWrite() {
        MeterUsage deaf = over(new HearsOnlyTheRetry(ledger));

        assertThat(deaf.run(call("r1"), Samples.DEADLINE, work("hello")).replayed())
                .isFalse();
        MeteredResponse keyed = deaf.run(call("r2", "key", BODY), Samples.DEADLINE, work("hello"));

        assertThat(keyed.replayed()).isFalse();
        assertThat(ledger.all()).hasSize(2);
    }

    @Test
    void run_underAKeyTheSecondCallGetsTheFirstAnswerFree() {
        MeteredResponse first = run(call("r1", "key", BODY), "hello");
        MeteredResponse second = run(call("r2", "key", BODY), "never");

        assertThat(second.responseRecord().body())
                .isEqualTo(first.responseRecord().body());
        assertThat(second.responseRecord().headers())
                .isEqualTo(first.responseRecord().headers());
        assertThat(second.responseRecord().status())
                .isEqualTo(first.responseRecord().status());
        assertThat(second.event()).isEqualTo(first.event());
        assertThat(second.replayed()).isTrue();
        assertThat(works).hasValue(1);
        assertThat(ledger.all()).hasSize(1);
    }

    @Test
    void run_aKeyIsScopedToTenantAndOperation() {
        run(call("r1", "key", BODY), "hello");
        MeteredCall otherTenant = new MeteredCall(
                Samples.caller(ACME_TWO),
                "POST /v1/embeddings",
                call("r2").request(),
                Optional.of(new IdempotencyKey("key")),
                BODY);
        MeteredCall otherOperation = new MeteredCall(
                Samples.caller(Samples.ACME),
                "POST /v2/models/m/infer",
                call("r3").request(),
                Optional.of(new IdempotencyKey("key")),
                BODY);

        assertThat(run(otherTenant, "two").replayed()).isFalse();
        assertThat(run(otherOperation, "three").replayed()).isFalse();
        assertThat(ledger.all()).hasSize(3);
    }

    @Test
    void run_aKeyThatLooksLikeARequestIdMeetsNoOther() {
        run(call("r1"), "hello");

        assertThat(run(call("r2", "r1", BODY), "world").replayed()).isFalse();
        assertThat(ledger.all()).hasSize(2);
    }

    @Test
    void run_aKeyWithAnotherBodyIsRefused() {
        run(call("r1", "key", BODY), "hello");

        assertThatExceptionOfType(IdempotencyMismatch.class)
                .isThrownBy(() -> run(call("r2", "key", OTHER_BODY), "free"));
        assertThat(works).hasValue(1);
    }

    @Test
    void run_aKeyInFlightIsAConflictAndWithAnotherBodyRefused() {
        MeteredResponse meteredResponse = meterUsage.run(call("r1", "key", BODY), Samples.DEADLINE, () -> {
            assertThatExceptionOfType(Conflict.class)
                    .isThrownBy(() -> run(call("r2", "key", BODY), "twice"))
                    .satisfies(conflict -> assertThat(conflict.retryAfter()).isPositive());
            assertThatExceptionOfType(IdempotencyMismatch.class)
                    .isThrownBy(() -> run(call("r3", "key", OTHER_BODY), "other"));
            return worked("hello");
        });

        assertThat(meteredResponse.replayed()).isFalse();
        assertThat(works).hasValue(0);
        assertThat(run(call("r4", "key", BODY), "never").responseRecord().body())
                .asString()
                .isEqualTo("hello");
    }

    @Test
    void run_workThatFailsUnderAKeyLeavesTheWayFree() {
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> meterUsage.run(call("r1", "key", BODY), Samples.DEADLINE, MeterUsageTest::fail));

        assertThat(run(call("r2", "key", BODY), "hello").replayed()).isFalse();
        assertThat(ledger.all()).hasSize(1);
    }

    @Test
    void run_aDeadAttemptsClaimIsTakenOverAfterItsDeadline() {
        locks.take(
                new IdempotencyLock(
                        EventId.of(Samples.ACME, "POST /v1/embeddings", new IdempotencyKey("key")),
                        Samples.attempt(1),
                        BODY,
                        Samples.DEADLINE.at().plusSeconds(2)),
                Samples.NOW,
                Samples.DEADLINE);
        assertThatExceptionOfType(Conflict.class).isThrownBy(() -> run(call("r2", "key", BODY), "early"));

        clock.advance(Duration.ofSeconds(31));

        assertThat(run(call("r3", "key", BODY), "hello").replayed()).isFalse();
    }

    @Test
    void run_theLoserOfARaceAnswersWithTheWinnersAnswer() {
        MeteredCall slow = call("r1", "key", BODY);

        MeteredResponse loser = meterUsage.run(slow, farDeadline(), () -> {
            clock.advance(Duration.ofSeconds(40));
            locks.release(
                    new IdempotencyLock(
                            EventId.of(Samples.ACME, slow.operation(), new IdempotencyKey("key")),
                            firstAttempt(),
                            BODY,
                            clock.instant()),
                    farDeadline());
            run(call("r2", "key", BODY), "winner");
            return worked("loser");
        });

        assertThat(loser.responseRecord().body()).asString().isEqualTo("winner");
        assertThat(loser.replayed()).isTrue();
        assertThat(ledger.all()).hasSize(1);
    }

    @Test
    void run_aDamagedAnswerIsCorrupt() {
        run(call("r1", "key", BODY), "hello");
        StoredResponse stored = ledger.all().getFirst().answer().orElseThrow();
        byte[] content = store.find(stored.key(), Samples.DEADLINE).orElseThrow();
        content[content.length - 1] ^= 1;
        store.put(stored.key(), content, stored.content(), Samples.DEADLINE);

        assertThatExceptionOfType(DataCorrupted.class).isThrownBy(() -> run(call("r2", "key", BODY), "never"));
    }

    @Test
    void run_aForgottenAnswerIsRefusedAndNotBilledAgain() {
        run(call("r1", "key", BODY), "hello");
        store.forgetAll();

        assertThatExceptionOfType(IdempotencyMismatch.class)
                .isThrownBy(() -> run(call("r2", "key", BODY), "never"))
                .withMessageContaining("no longer kept");
        assertThat(ledger.all()).hasSize(1);
    }

    @Test
    void run_doesNotBeginWhatCannotEndInTime() {
        assertThatExceptionOfType(Unavailable.class)
                .isThrownBy(
                        () -> meterUsage.run(call("r1"), Deadline.after(Duration.ofMillis(299), clock), work("late")));

        assertThat(works).hasValue(0);
    }

    @Test
    void run_workThatTookTooLongIsNeitherAnsweredNorBilled() {
        Supplier<WorkResult> slow = () -> {
            clock.advance(Duration.ofMillis(27_701));
            return worked("late");
        };

        assertThatExceptionOfType(Unavailable.class)
                .isThrownBy(() -> meterUsage.run(call("r1"), Samples.DEADLINE, slow));
        assertThat(ledger.all()).isEmpty();
    }

    @Test
    void run_workThatTookTooLongUnderAKeyLeavesTheWayFree() {
        Supplier<WorkResult> slow = () -> {
            clock.advance(Duration.ofMillis(27_701));
            return worked("late");
        };

        assertThatExceptionOfType(Unavailable.class)
                .isThrownBy(() -> meterUsage.run(call("r1", "key", BODY), Samples.DEADLINE, slow));
        assertThat(meterUsage
                        .run(call("r2", "key", BODY), farDeadline(), work("hello"))
                        .replayed())
                .isFalse();
    }

    private MeterUsage over(UsageLedger events) {
        return new MeterUsage(
                new MeteringStores(events, locks, store), MeteringPolicy.DEFAULT, clock, new SplittableRandom(7));
    }

    private MeteredResponse run(MeteredCall call, String answer) {
        return meterUsage.run(call, Deadline.after(Duration.ofSeconds(28), clock), work(answer));
    }

    private Supplier<WorkResult> work(String answer) {
        return () -> {
            works.incrementAndGet();
            return worked(answer);
        };
    }

    private static WorkResult fail() {
        throw new NotFound("there is no such model");
    }

    private Deadline farDeadline() {
        return new Deadline(Samples.NOW.plusSeconds(600));
    }

    /** The same seed gives the attempt that the use case drew first. */
    private static AttemptId firstAttempt() {
        return AttemptId.by(new SplittableRandom(7));
    }

    /** The acknowledgement of the first write is lost and the client writes again, inside itself, as the SDK does. */
    private record HearsOnlyTheRetry(UsageLedger ledger) implements UsageLedger {
        @Override
        public Optional<UsageEvent> append(UsageEvent event, Deadline deadline) {
            Optional<UsageEvent> unheard = ledger.append(event, deadline);
            assertThat(unheard).isEmpty();
            return ledger.append(event, deadline);
        }

        @Override
        public Optional<UsageEvent> find(EventId id, Deadline deadline) {
            return ledger.find(id, deadline);
        }
    }

    @Test
    void eventId_ofAKeyHasAFixedLength() {
        EventId shortKey = EventId.of(Samples.ACME, "POST /v1/embeddings", new IdempotencyKey("k"));
        EventId longKey = EventId.of(Samples.ACME, "POST /v1/embeddings", new IdempotencyKey("k".repeat(255)));

        assertThat(shortKey.local()).hasSameSizeAs(longKey.local()).isNotEqualTo(longKey.local());
        assertThat(EventId.parse(shortKey.value())).isEqualTo(shortKey);
    }

    @Test
    void answerBytes_readBackWhatWasWritten() {
        ResponseRecord responseRecord = worked("hello").responseRecord();

        ResponseRecord back = ResponseCodec.read(ResponseCodec.of(responseRecord));

        assertThat(back.status()).isEqualTo(200);
        assertThat(back.headers()).isEqualTo(responseRecord.headers());
        assertThat(back.body()).isEqualTo(responseRecord.body());
        assertThatExceptionOfType(DataCorrupted.class).isThrownBy(() -> ResponseCodec.read(new byte[] {1, 0}));
        assertThatExceptionOfType(DataCorrupted.class).isThrownBy(() -> ResponseCodec.read(new byte[] {9, 0, 0}));
        assertThat(Sha256.of(ResponseCodec.of(responseRecord))).isEqualTo(Sha256.of(ResponseCodec.of(back)));
    }
}
