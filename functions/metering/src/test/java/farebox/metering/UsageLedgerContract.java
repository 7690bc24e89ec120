package farebox.metering;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The contract of {@link UsageLedger}. */
public abstract class UsageLedgerContract {
    /** Empty, and new for each test. */
    protected abstract UsageLedger ledger();

    @Test
    void append_writesWhatFindSees() {
        UsageLedger ledger = ledger();
        UsageEvent event = Samples.event("r1", Samples.attempt(1));

        assertThat(ledger.append(event, Samples.DEADLINE)).isEmpty();

        assertThat(ledger.find(event.id(), Samples.DEADLINE)).contains(event);
    }

    @Test
    void append_keepsEveryField() {
        UsageLedger ledger = ledger();
        UsageEvent event = Samples.largestEvent();
        ledger.append(event, Samples.DEADLINE);

        assertThat(ledger.find(event.id(), Samples.DEADLINE)).contains(event);
    }

    @Test
    void append_aSecondEventOfTheSameIdReturnsTheFirstAndChangesNothing() {
        UsageLedger ledger = ledger();
        UsageEvent first = Samples.event("r1", Samples.attempt(1));
        ledger.append(first, Samples.DEADLINE);

        assertThat(ledger.append(Samples.event("r1", Samples.attempt(2)), Samples.DEADLINE))
                .contains(first);
        assertThat(ledger.find(first.id(), Samples.DEADLINE)).contains(first);
    }

    @Test
    void append_theSameEventAgainReturnsItself() {
        UsageLedger ledger = ledger();
        UsageEvent event = Samples.event("r1", Samples.attempt(1));
        ledger.append(event, Samples.DEADLINE);

        assertThat(ledger.append(event, Samples.DEADLINE)).contains(event);
    }

    @Test
    void find_seesNothingUnderAnotherId() {
        UsageLedger ledger = ledger();
        ledger.append(Samples.event("r1", Samples.attempt(1)), Samples.DEADLINE);

        assertThat(ledger.find(Samples.eventId("r2"), Samples.DEADLINE)).isEmpty();
    }
}
