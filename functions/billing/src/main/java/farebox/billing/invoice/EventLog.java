package farebox.billing.invoice;

import farebox.billing.Channel;
import farebox.kernel.Amounts;
import farebox.kernel.ModelName;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** The usage events themselves, which bills follow from. */
@FunctionalInterface
public interface EventLog {
    /**
     * Every event of the span, each once, in no order; none is kept.
     *
     * @param tenant empty for all
     * @param end exclusive
     * @throws Unavailable if events cannot be read; some may have been seen
     */
    void read(Optional<TenantId> tenant, Instant start, Instant end, Consumer<MeteredEvent> each);

    /** What an event bills. */
    record MeteredEvent(TenantId tenant, ModelName model, Channel channel, Amounts amounts, Instant at) {}
}
