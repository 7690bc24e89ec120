package farebox.billing.cost;

import farebox.billing.ExactAmount;
import farebox.kernel.KeyId;
import farebox.kernel.ModelName;
import farebox.kernel.TenantId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Costs by day of UTC.
 *
 * @param next the first day of the next page, if there is one
 */
public record CostPage(List<Day> days, Optional<Instant> next) {
    public CostPage {
        days = List.copyOf(days);
    }

    /** A day and what it cost; a day without costs has none. */
    public record Day(Instant start, Instant end, List<Cost> costs) {
        public Day {
            costs = List.copyOf(costs);
        }
    }

    /** What a group cost. */
    public record Cost(Group group, ExactAmount amount) {}

    /**
     * What costs have in common; empty what was not asked to be told apart.
     *
     * @param key empty, as {@code model}, also for what no call caused, such as a flat fee
     */
    public record Group(
            Optional<TenantId> tenant, Optional<String> lineItem, Optional<KeyId> key, Optional<ModelName> model)
            implements Comparable<Group> {
        private static final Comparator<Group> ORDER = Comparator.comparing(
                        (Group group) -> group.tenant().map(TenantId::value).orElse(""))
                .thenComparing(group -> group.lineItem().orElse(""))
                .thenComparing(group -> group.key().map(KeyId::value).orElse(""))
                .thenComparing(group -> group.model().map(ModelName::value).orElse(""));

        @Override
        public int compareTo(Group other) {
            return ORDER.compare(this, other);
        }
    }
}
