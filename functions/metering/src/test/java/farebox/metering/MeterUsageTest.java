package farebox.metering;

import static farebox.metering.Samples.ACME_TWO;
import static farebox.metering.Samples.BODY;
import static farebox.metering.Samples.OTHER_BODY;
import static farebox.metering.Samples.call;
import static farebox.metering.Samples.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.Conflict;
import farebox.kernel.DataCorrupted;
import farebox.kernel.Deadline;
import farebox.kernel.IdempotencyMismatch;
import farebox.kernel.Meter;
import farebox.kernel.MovableClock;
import farebox.kernel.NotFound;
import farebox.kernel.Sha256;
import farebox.kernel.Unavailable;
import farebox.metering.idempotency.AttemptId;
import farebox.metering.idempotency.EventId;
import farebox.metering.idempotency.IdempotencyKey;
import farebox.metering.idempotency.IdempotencyLocks;
import farebox.metering.idempotency.IdempotencyLocks.IdempotencyLock;
import farebox.metering.idempotency.PlainBytes;
import farebox.metering.idempotency.ResponseStore.ResponseKey;
import farebox.metering.idempotency.StoredResponses;
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
    private final MovableClock clock = new MovableClock(Samples.NOW);
    private final InMemoryUsageLedger ledger = new InMemoryUsageLedger();
    private final InMemoryIdempotencyLocks locks = new InMemoryIdempotencyLocks();
    private final InMemoryResponseStore store = new InMemoryResponseStore();
    private final MeterUsage<byte[]> meterUsage = over(ledger);
    private final AtomicInteger works = new AtomicInteger();

    @Test
    void run_writesTheEventBeforeTheResponse() {
        MeteredCall.Response<byte[]> response = run(call("r1"), "hello");

        assertThat(response.response()).asString().isEqualTo("hello");
        assertThat(response.replayed()).isFalse();
        assertThat(ledger.all()).singleElement().satisfies(event -> {
            assertThat(event.id().value()).isEqualTo("acme#r-r1");
            assertThat(event.id().local()).isEqualTo(response.event());
            assertThat(event.usage().amounts().of(Meter.CALLS)).isOne();
            assertThat(event.usage().amounts().of(Meter.TOKENS_IN)).isEqualTo(9);
            assertThat(event.usage().source()).isEqualTo(Usage.Source.REQUEST);
            assertThat(event.idempotency().response()).isEmpty();
            assertThat(event.usage().at()).isEqualTo(Samples.NOW);
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
    void run_aSecondInvocationForOneRequestRespondsAndIsNotBilledAgain() {
        run(call("r1"), "hello");

        assertThat(run(call("r1"), "again").response()).asString().isEqualTo("again");
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
        MeterUsage<byte[]> meter = over(new LosesFirstAcknowledgement(ledger));

        assertThat(meter.run(call("r1"), Samples.DEADLINE, work("hello")).replayed())
                .isFalse();
        MeteredCall.Response<byte[]> keyed = meter.run(call("r2", "key", BODY), Samples.DEADLINE, work("hello"));

        assertThat(keyed.replayed()).isFalse();
        assertThat(ledger.all()).hasSize(2);
    }

    @Test
    void run_underAKeyTheSecondCallGetsTheFirstResponseFree() {
        MeteredCall.Response<byte[]> first = run(call("r1", "key", BODY), "hello");
        MeteredCall.Response<byte[]> second = run(call("r2", "key", BODY), "never");

        assertThat(second.response()).isEqualTo(first.response());
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
        MeteredCall.Response<byte[]> response = meterUsage.run(call("r1", "key", BODY), Samples.DEADLINE, () -> {
            assertThatExceptionOfType(Conflict.class)
                    .isThrownBy(() -> run(call("r2", "key", BODY), "twice"))
                    .satisfies(conflict -> assertThat(conflict.retryAfter()).isPositive());
            assertThatExceptionOfType(IdempotencyMismatch.class)
                    .isThrownBy(() -> run(call("r3", "key", OTHER_BODY), "other"));
            return result("hello");
        });

        assertThat(response.replayed()).isFalse();
        assertThat(works).hasValue(0);
        assertThat(run(call("r4", "key", BODY), "never").response()).asString().isEqualTo("hello");
    }

    @Test
    void run_workThatFailsUnderAKeyReleasesTheLock() {
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> meterUsage.run(call("r1", "key", BODY), Samples.DEADLINE, MeterUsageTest::fail));

        assertThat(run(call("r2", "key", BODY), "hello").replayed()).isFalse();
        assertThat(ledger.all()).hasSize(1);
    }

    @Test
    void run_aLockOfWhichNoAcknowledgementComesIsReleased() {
        MeterUsage<byte[]> unacknowledged = over(ledger, new IdempotencyLocks() {
            @Override
            public Optional<IdempotencyLock> acquire(IdempotencyLock lock, Instant now, Deadline deadline) {
                assertThat(locks.acquire(lock, now, deadline)).isEmpty();
                throw new Unavailable("the acknowledgement is lost", Duration.ofSeconds(1));
            }

            @Override
            public void release(IdempotencyLock lock, Deadline deadline) {
                locks.release(lock, deadline);
            }
        });

        assertThatExceptionOfType(Unavailable.class)
                .isThrownBy(() -> unacknowledged.run(call("r1", "key", BODY), Samples.DEADLINE, work("never")));

        assertThat(run(call("r2", "key", BODY), "hello").replayed()).isFalse();
        assertThat(works).hasValue(1);
    }

    @Test
    void run_anExpiredLockIsTakenOver() {
        locks.acquire(
                new IdempotencyLock(
                        EventId.ofKey(Samples.ACME, "POST /v1/embeddings", new IdempotencyKey("key")),
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
    void run_theLoserOfARaceReturnsTheWinnersResponse() {
        MeteredCall slow = call("r1", "key", BODY);

        MeteredCall.Response<byte[]> loser = meterUsage.run(slow, farDeadline(), () -> {
            clock.advance(Duration.ofSeconds(40));
            locks.release(
                    new IdempotencyLock(
                            EventId.ofKey(Samples.ACME, slow.operation(), new IdempotencyKey("key")),
                            firstAttempt(),
                            BODY,
                            clock.instant()),
                    farDeadline());
            run(call("r2", "key", BODY), "winner");
            return result("loser");
        });

        assertThat(loser.response()).asString().isEqualTo("winner");
        assertThat(loser.replayed()).isTrue();
        assertThat(ledger.all()).hasSize(1);
    }

    @Test
    void run_aDamagedStoredResponseIsReported() {
        run(call("r1", "key", BODY), "hello");
        UsageEvent event = ledger.all().getFirst();
        Sha256 digest = event.idempotency().response().orElseThrow();
        store.put(ResponseKey.of(event.id(), event.idempotency().attempt()), new byte[] {1}, digest, Samples.DEADLINE);

        assertThatExceptionOfType(DataCorrupted.class).isThrownBy(() -> run(call("r2", "key", BODY), "never"));
    }

    @Test
    void run_aDeletedStoredResponseIsRefusedAndNotBilledAgain() {
        run(call("r1", "key", BODY), "hello");
        store.deleteAll();

        assertThatExceptionOfType(IdempotencyMismatch.class)
                .isThrownBy(() -> run(call("r2", "key", BODY), "never"))
                .withMessageContaining("no longer stored");
        assertThat(ledger.all()).hasSize(1);
    }

    @Test
    void run_doesNotBeginWorkThatCannotEndInTime() {
        assertThatExceptionOfType(Unavailable.class)
                .isThrownBy(
                        () -> meterUsage.run(call("r1"), Deadline.after(Duration.ofMillis(299), clock), work("late")));

        assertThat(works).hasValue(0);
    }

    @Test
    void run_workThatTookTooLongIsNotBilled() {
        Supplier<MeteredCall.Result<byte[]>> slow = () -> {
            clock.advance(Duration.ofMillis(27_701));
            return result("late");
        };

        assertThatExceptionOfType(Unavailable.class)
                .isThrownBy(() -> meterUsage.run(call("r1"), Samples.DEADLINE, slow));
        assertThat(ledger.all()).isEmpty();
    }

    @Test
    void run_workThatTookTooLongUnderAKeyReleasesTheLock() {
        Supplier<MeteredCall.Result<byte[]>> slow = () -> {
            clock.advance(Duration.ofMillis(27_701));
            return result("late");
        };

        assertThatExceptionOfType(Unavailable.class)
                .isThrownBy(() -> meterUsage.run(call("r1", "key", BODY), Samples.DEADLINE, slow));
        assertThat(meterUsage
                        .run(call("r2", "key", BODY), farDeadline(), work("hello"))
                        .replayed())
                .isFalse();
    }

    private MeterUsage<byte[]> over(UsageLedger events) {
        return over(events, locks);
    }

    private MeterUsage<byte[]> over(UsageLedger events, IdempotencyLocks idempotencyLocks) {
        return new MeterUsage<>(
                new MeterUsage.Stores<>(events, idempotencyLocks, new StoredResponses<>(store, new PlainBytes())),
                MeteringPolicy.DEFAULT,
                clock,
                new SplittableRandom(7));
    }

    private MeteredCall.Response<byte[]> run(MeteredCall call, String body) {
        return meterUsage.run(call, Deadline.after(Duration.ofSeconds(28), clock), work(body));
    }

    private Supplier<MeteredCall.Result<byte[]>> work(String body) {
        return () -> {
            works.incrementAndGet();
            return result(body);
        };
    }

    private static MeteredCall.Result<byte[]> fail() {
        throw new NotFound("there is no such model");
    }

    private Deadline farDeadline() {
        return new Deadline(Samples.NOW.plusSeconds(600));
    }

    /** The same seed gives the attempt that the use case drew first. */
    private static AttemptId firstAttempt() {
        return AttemptId.next(new SplittableRandom(7));
    }

    /** The acknowledgement of the first write is lost and the client writes again, inside itself, as the SDK does. */
    private record LosesFirstAcknowledgement(UsageLedger ledger) implements UsageLedger {
        @Override
        public Optional<UsageEvent> append(UsageEvent event, Deadline deadline) {
            Optional<UsageEvent> unacknowledged = ledger.append(event, deadline);
            assertThat(unacknowledged).isEmpty();
            return ledger.append(event, deadline);
        }

        @Override
        public Optional<UsageEvent> find(EventId id, Deadline deadline) {
            return ledger.find(id, deadline);
        }
    }
}
