package farebox.metering;

import static farebox.metering.Samples.BODY;
import static farebox.metering.Samples.call;
import static farebox.metering.Samples.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.Deadline;
import farebox.kernel.MovableClock;
import farebox.kernel.NotFound;
import farebox.kernel.PaymentRequired;
import farebox.kernel.Unavailable;
import farebox.metering.idempotency.EventId;
import farebox.metering.idempotency.PlainBytes;
import farebox.metering.idempotency.StoredResponses;
import farebox.metering.memory.InMemoryIdempotencyLocks;
import farebox.metering.memory.InMemoryResponseStore;
import farebox.metering.memory.InMemoryUsageLedger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What {@link MeterUsage} asks of a payment, and when. */
final class CallPaymentTest {
    private final List<String> steps = new ArrayList<>();
    private final InMemoryUsageLedger ledger = new InMemoryUsageLedger();
    private boolean covers = true;
    private boolean settles = true;

    @Test
    void aCall_isReservedBeforeTheWorkAndSettledAfterTheEvent() {
        run(over(ledger), call("r1"), this::work);

        assertThat(steps).containsExactly("reserve", "work", "cover 0", "settle 1");
    }

    @Test
    void aCallThatIsNotCovered_isNotWorkedOn() {
        CallPayment nothingLeft = (call, event, attempt, deadline) -> {
            throw new PaymentRequired("no credit");
        };

        assertThatExceptionOfType(PaymentRequired.class)
                .isThrownBy(() -> run(over(ledger, nothingLeft), call("r1"), this::work));
        assertThat(steps).isEmpty();
        assertThat(ledger.all()).isEmpty();
    }

    @Test
    void workThatFails_isReleased() {
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> run(over(ledger), call("r1"), () -> {
                    throw new NotFound("no such model");
                }));

        assertThat(steps).containsExactly("reserve", "release");
    }

    @Test
    void usageThatIsNotCovered_isReleasedAndNotRecorded() {
        covers = false;

        assertThatExceptionOfType(PaymentRequired.class)
                .isThrownBy(() -> run(over(ledger), call("r1", "key", BODY), this::work));

        assertThat(steps).containsExactly("reserve", "work", "cover 0", "release");
        assertThat(ledger.all()).isEmpty();
    }

    @Test
    void anEventOfWhichNothingIsKnown_leavesTheReservation() {
        UsageLedger silent = new UsageLedger() {
            @Override
            public Optional<UsageEvent> append(UsageEvent event, Deadline deadline) {
                throw new Unavailable("no response", Duration.ofSeconds(1));
            }

            @Override
            public Optional<UsageEvent> find(EventId id, Deadline deadline) {
                return Optional.empty();
            }
        };

        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> run(over(silent), call("r1"), this::work));
        assertThat(steps).containsExactly("reserve", "work", "cover 0");
    }

    @Test
    void aSecondInvocation_releasesWhatItReserved() {
        run(over(ledger, 1), call("r1"), this::work);
        steps.clear();

        run(over(ledger, 2), call("r1"), this::work);

        assertThat(steps).containsExactly("reserve", "work", "cover 1", "release");
        assertThat(ledger.all()).hasSize(1);
    }

    @Test
    void aReplay_reservesNothing() {
        MeterUsage<byte[]> meterUsage = over(ledger);
        run(meterUsage, call("r1", "key", BODY), this::work);
        steps.clear();

        assertThat(run(meterUsage, call("r2", "key", BODY), this::work).replayed())
                .isTrue();
        assertThat(steps).isEmpty();
    }

    @Test
    void aSettlementOfWhichNothingIsKnown_keepsNoResponseBack() {
        settles = false;

        assertThat(run(over(ledger), call("r1"), this::work).response())
                .asString()
                .isEqualTo("hello");
    }

    private MeteredCall.Result<byte[]> work() {
        steps.add("work");
        return result("hello");
    }

    private static MeteredCall.Response<byte[]> run(
            MeterUsage<byte[]> meterUsage, MeteredCall call, Supplier<MeteredCall.Result<byte[]>> work) {
        return meterUsage.run(call, Samples.DEADLINE, work);
    }

    private MeterUsage<byte[]> over(UsageLedger events) {
        return over(events, 7);
    }

    private MeterUsage<byte[]> over(UsageLedger events, long seed) {
        return over(events, (call, event, attempt, deadline) -> reserve(), seed);
    }

    private MeterUsage<byte[]> over(UsageLedger events, CallPayment payment) {
        return over(events, payment, 7);
    }

    private static MeterUsage<byte[]> over(UsageLedger events, CallPayment payment, long seed) {
        return new MeterUsage<>(
                new MeterUsage.Stores<>(
                        events,
                        new InMemoryIdempotencyLocks(),
                        new StoredResponses<>(new InMemoryResponseStore(), new PlainBytes()),
                        payment),
                MeteringPolicy.DEFAULT,
                new MovableClock(Samples.NOW),
                new SplittableRandom(seed));
    }

    private CallPayment.Reservation reserve() {
        steps.add("reserve");
        return new CallPayment.Reservation() {
            @Override
            public void cover(Usage usage) {
                steps.add("cover " + ledger.all().size());
                if (!covers) {
                    throw new PaymentRequired("no credit");
                }
            }

            @Override
            public void settle(Usage usage) {
                steps.add("settle " + ledger.all().size());
                if (!settles) {
                    throw new Unavailable("no response", Duration.ofSeconds(1));
                }
            }

            @Override
            public void release() {
                steps.add("release");
            }
        };
    }
}
