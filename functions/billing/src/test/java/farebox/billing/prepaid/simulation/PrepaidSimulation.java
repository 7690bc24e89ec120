package farebox.billing.prepaid.simulation;

import static farebox.billing.SampleBooks.USD;

import farebox.billing.Money;
import farebox.billing.Ratio;
import farebox.billing.prepaid.Balance;
import farebox.billing.prepaid.EventFence;
import farebox.billing.prepaid.GrantCredit;
import farebox.billing.prepaid.Hold;
import farebox.billing.prepaid.HoldId;
import farebox.billing.prepaid.PrepaidCredit;
import farebox.billing.prepaid.SweepHolds;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Prepaid calls in one thread, interleaved by a seed: each takes its steps whenever chance will, dies at any of them,
 * stalls until long after its hold has expired, and meets a store that loses requests and acknowledgements.
 */
final class PrepaidSimulation {
    private static final TenantId ACME = new TenantId("acme");
    private static final Money ESTIMATE = Money.of("0.01", USD);
    private static final int IN_FLIGHT = 20;
    private static final double CRASH = 0.02;
    private static final double SWEEP = 0.02;
    private static final Duration LIFE_OF_A_HOLD = Duration.ofSeconds(60);

    private final SeededBug bug;
    private final SplittableRandom random;
    private final FaultyBalances balances;
    private final EventLog log;
    private final PrepaidCredit credit;
    private final SweepHolds sweep;
    private final List<Call> delivered = new ArrayList<>();
    private Instant now = Instant.parse("2026-08-01T00:00:00Z");
    private Money granted = Money.zero(USD);
    private boolean negative;

    PrepaidSimulation(SeededBug bug, long seed) {
        this.bug = bug;
        this.random = new SplittableRandom(seed);
        this.balances = new FaultyBalances(bug, random);
        this.log = new EventLog(bug);
        this.credit = new PrepaidCredit(balances, 2);
        this.sweep = new SweepHolds(balances, this::close, () -> now);
    }

    private EventFence.Outcome close(TenantId tenant, HoldId attempt) {
        return bug == SeededBug.SWEEP_CHARGES_THE_HOLD
                ? new EventFence.Outcome.Billed(ESTIMATE)
                : log.close(tenant, attempt);
    }

    /** What is wrong after so many calls, a last sweep included; empty if nothing is. */
    List<String> run(int calls) {
        // Not enough for all, so that the last calls meet an empty balance.
        granted = ESTIMATE.times(Ratio.of(calls, 2)).ceiling();
        new GrantCredit(balances, 2).run(ACME, "grant", granted);
        List<Call> inFlight = new ArrayList<>();
        int started = 0;
        while (started < calls || !inFlight.isEmpty()) {
            if (started < calls && inFlight.size() < IN_FLIGHT) {
                inFlight.add(new Call(started++));
            }
            now = now.plusMillis(random.nextInt(10_000));
            Call next = inFlight.get(random.nextInt(inFlight.size()));
            if (random.nextDouble() < CRASH || !next.step()) {
                inFlight.remove(next);
            }
            if (random.nextDouble() < SWEEP) {
                sweepOnce();
            }
            negative |= balance().available().isNegative();
        }
        now = now.plus(LIFE_OF_A_HOLD);
        for (int i = 0; i < 100; i++) {
            sweepOnce();
        }
        return faults();
    }

    private void sweepOnce() {
        try {
            sweep.run();
        } catch (Unavailable nextTime) {
            // The sweep runs every minute.
        }
    }

    private List<String> faults() {
        List<String> faults = new ArrayList<>();
        Balance balance = balances.read(ACME).orElseThrow();
        Money recorded = log.total(Money.zero(USD));
        expect(faults, balance.granted().equals(granted), "granted " + granted + " and there are " + balance.granted());
        expect(faults, balance.held().isZero(), "still held " + balance.held());
        expect(faults, balance.spent().equals(recorded), "spent " + balance.spent() + ", recorded " + recorded);
        expect(faults, !negative, "the balance fell below zero");
        expect(
                faults,
                delivered.stream().allMatch(call -> log.has(call.id)),
                "a response was delivered without an event");
        return faults;
    }

    private static void expect(List<String> faults, boolean holds, String otherwise) {
        if (!holds) {
            faults.add(otherwise);
        }
    }

    private Balance balance() {
        return balances.read(ACME).orElseThrow();
    }

    private enum Stage {
        HOLD,
        COVER,
        EVENT,
        SETTLE
    }

    /** One attempt at one call. */
    private final class Call {
        private final HoldId id;
        private final Money actual =
                ESTIMATE.times(Ratio.of(random.nextInt(1, 200), 100)).ceiling();
        private Stage stage = Stage.HOLD;
        private Optional<PrepaidCredit.Held> held = Optional.empty();

        Call(int number) {
            this.id = new HoldId("event-" + number, "1");
        }

        /** Whether there is a next step. */
        boolean step() {
            try {
                return switch (stage) {
                    case HOLD -> hold();
                    case COVER -> cover();
                    case EVENT -> record();
                    case SETTLE -> settle();
                };
            } catch (Unavailable unknown) {
                return false;
            }
        }

        private boolean hold() {
            held = credit.hold(ACME, new Hold(id, ESTIMATE, now.plus(LIFE_OF_A_HOLD)));
            stage = Stage.COVER;
            return held.isPresent();
        }

        private boolean cover() {
            stage = Stage.EVENT;
            if (bug == SeededBug.NO_COVER) {
                return true;
            }
            Optional<PrepaidCredit.Held> covered = credit.cover(held.orElseThrow(), actual);
            if (covered.isEmpty()) {
                credit.release(held.orElseThrow());
                return false;
            }
            held = covered;
            if (bug == SeededBug.SETTLE_BEFORE_THE_EVENT) {
                credit.settle(held.orElseThrow(), actual);
            }
            return true;
        }

        private boolean record() {
            stage = Stage.SETTLE;
            if (bug == SeededBug.RESPOND_BEFORE_THE_EVENT) {
                delivered.add(this);
            }
            if (random.nextDouble() < CRASH) {
                return unknown(random.nextBoolean());
            }
            return log.append(id, actual);
        }

        /** The write is lost on its way there, or on its way back. */
        private boolean unknown(boolean written) {
            if (written) {
                log.append(id, actual);
            }
            if (bug == SeededBug.RELEASE_WHEN_UNKNOWN) {
                credit.release(held.orElseThrow());
            }
            return false;
        }

        private boolean settle() {
            credit.settle(
                    held.orElseThrow(),
                    bug == SeededBug.NO_COVER ? held.orElseThrow().hold().amount() : actual);
            delivered.add(this);
            return false;
        }
    }
}
