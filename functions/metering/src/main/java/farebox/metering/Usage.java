package farebox.metering;

import farebox.kernel.Amounts;
import farebox.kernel.Caller;
import farebox.kernel.KeyId;
import farebox.kernel.PlanName;
import farebox.kernel.ProjectId;
import farebox.kernel.TenantId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * What is billed.
 *
 * @param plan under which it was used
 * @param at the server's time, in whole milliseconds; what is finer is cut off
 */
public record Usage(
        TenantId tenant,
        KeyId key,
        Optional<ProjectId> project,
        PlanName plan,
        Resource resource,
        Amounts amounts,
        Instant at,
        Source source) {

    /** Where usage comes from. */
    public enum Source {
        /** A request that was answered. */
        REQUEST,
        /** A row of a batch. */
        BATCH,
        TRAINING;

        /** The name in stored events, such as {@code request}. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws IllegalArgumentException if there is none of that name */
        public static Source named(String wireName) {
            return valueOf(wireName.toUpperCase(Locale.ROOT));
        }
    }

    public Usage {
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Without a project: no key belongs to one. */
    static Usage ofRequest(Caller caller, MeteredCall.Result<?> result, Instant at) {
        return new Usage(
                caller.tenant(),
                caller.key(),
                Optional.empty(),
                caller.plan(),
                result.resource(),
                result.amounts(),
                at,
                Source.REQUEST);
    }
}
