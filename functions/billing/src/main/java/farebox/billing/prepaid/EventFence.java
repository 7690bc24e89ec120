package farebox.billing.prepaid;

import farebox.billing.Money;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;

/** Decides, once and for all, whether an attempt at a call has recorded its event. */
@FunctionalInterface
public interface EventFence {
    /**
     * Finds the attempt's event, or writes an empty one in its place if there is none of its id.
     *
     * @throws Unavailable if that is not known
     */
    Outcome close(TenantId tenant, HoldId attempt);

    /** What became of the attempt. */
    sealed interface Outcome {
        /** It has recorded its event and is billed. */
        record Billed(Money amount) implements Outcome {}

        /** It has not, and cannot any more. */
        record Fenced() implements Outcome {}
    }
}
