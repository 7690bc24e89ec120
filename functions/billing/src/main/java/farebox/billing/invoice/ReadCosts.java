package farebox.billing.invoice;

import farebox.billing.Currency;
import farebox.billing.ExactAmount;
import farebox.billing.invoice.Tenants.BillingAccount;
import farebox.billing.pricebook.PriceTimeline;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * What tenants cost by day of UTC. The cost of a day is what the tenant's month came to at its end less what it came to
 * at its beginning, so that the days of a month add up to its invoice before rounding.
 */
public final class ReadCosts {
    private final Tenants tenants;
    private final Supplier<PriceTimeline> prices;
    private final RatePeriod ratePeriod;
    private final InstantSource clock;

    public ReadCosts(Tenants tenants, Supplier<PriceTimeline> prices, UsageTotals sums, InstantSource clock) {
        this.tenants = tenants;
        this.prices = prices;
        this.ratePeriod = new RatePeriod(sums);
        this.clock = clock;
    }

    /**
     * A page of costs.
     *
     * @param tenants whose costs; none named stand for all
     * @param end exclusive; the day that holds the instant before it is shown whole
     * @param limit the most days on the page
     */
    public record Query(Set<TenantId> tenants, Instant start, Instant end, int limit, Set<Dimension> groupBy) {
        public Query {
            tenants = Set.copyOf(tenants);
            groupBy = Set.copyOf(groupBy);
        }
    }

    /** By what costs are told apart. */
    public enum Dimension {
        TENANT,
        LINE_ITEM
    }

    /** A day and what it cost; a day without costs has none. */
    public record Day(Instant start, Instant end, List<Cost> costs) {
        public Day {
            costs = List.copyOf(costs);
        }
    }

    /** What a group cost. */
    public record Cost(Group group, ExactAmount amount) {}

    /** What costs have in common; empty what was not asked to be told apart. */
    public record Group(Optional<TenantId> tenant, Optional<String> lineItem) implements Comparable<Group> {
        @Override
        public int compareTo(Group other) {
            return (tenant + "|" + lineItem).compareTo(other.tenant + "|" + other.lineItem);
        }
    }

    /** @param next the first day of the next page, if there is one */
    public record Page(List<Day> days, Optional<Instant> next) {
        public Page {
            days = List.copyOf(days);
        }
    }

    /** @throws Unavailable if usage or prices cannot be read */
    public Page run(Query query) {
        PriceTimeline timeline = prices.get();
        List<BillingAccount> accounts = accounts(query);
        List<Day> days = new ArrayList<>();
        Instant start = query.start().truncatedTo(ChronoUnit.DAYS);
        while (start.isBefore(query.end()) && days.size() < query.limit()) {
            days.add(day(query, accounts, timeline, start));
            start = start.plus(1, ChronoUnit.DAYS);
        }
        return new Page(days, start.isBefore(query.end()) ? Optional.of(start) : Optional.empty());
    }

    private List<BillingAccount> accounts(Query query) {
        Set<TenantId> wanted = new TreeSet<>(tenants.all());
        if (!query.tenants().isEmpty()) {
            wanted.retainAll(query.tenants());
        }
        return wanted.stream().map(tenants::account).toList();
    }

    private Day day(Query query, List<BillingAccount> accounts, PriceTimeline timeline, Instant start) {
        Instant end = start.plus(1, ChronoUnit.DAYS);
        Map<Group, ExactAmount> costs = new TreeMap<>();
        for (BillingAccount account : accounts) {
            add(costs, query, account, charges(account, timeline, start, end));
        }
        Currency currency = RatePeriod.currency(timeline);
        return new Day(
                start,
                end,
                costs.entrySet().stream()
                        .filter(entry -> !entry.getValue().equals(ExactAmount.zero(currency)))
                        .map(entry -> new Cost(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private static void add(
            Map<Group, ExactAmount> costs, Query query, BillingAccount account, Map<String, ExactAmount> charges) {
        charges.forEach((label, amount) -> costs.merge(
                new Group(
                        query.groupBy().contains(Dimension.TENANT) ? Optional.of(account.tenant()) : Optional.empty(),
                        query.groupBy().contains(Dimension.LINE_ITEM) ? Optional.of(label) : Optional.empty()),
                amount,
                ExactAmount::plus));
    }

    /** A day of UTC can lie in two months of the tenant's zone. */
    private Map<String, ExactAmount> charges(
            BillingAccount account, PriceTimeline timeline, Instant start, Instant end) {
        Map<String, ExactAmount> charges = new TreeMap<>();
        BillingPeriod period = BillingPeriod.holding(start, account.zone());
        while (period.start().isBefore(end)) {
            Instant from = later(start, period.start());
            Instant until = earlier(earlier(end, period.end()), nextMinute());
            if (from.isBefore(until)) {
                totals(new Upto(account, period, until), timeline)
                        .forEach((label, amount) -> charges.merge(label, amount, ExactAmount::plus));
                totals(new Upto(account, period, from), timeline)
                        .forEach((label, amount) -> charges.merge(label, amount.negated(), ExactAmount::plus));
            }
            period = period.next();
        }
        return charges;
    }

    private Map<String, ExactAmount> totals(Upto part, PriceTimeline timeline) {
        Map<String, ExactAmount> totals = new TreeMap<>();
        ratePeriod.run(part.account(), part.period(), part.end(), timeline).stream()
                .flatMap(stretch -> stretch.charges().stream())
                .forEach(charge -> totals.merge(charge.label(), charge.exact(), ExactAmount::plus));
        return totals;
    }

    private record Upto(BillingAccount account, BillingPeriod period, Instant end) {}

    private Instant nextMinute() {
        return clock.instant().truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(1));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
