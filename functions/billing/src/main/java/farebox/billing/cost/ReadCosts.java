package farebox.billing.cost;

import farebox.billing.Charge;
import farebox.billing.Currency;
import farebox.billing.ExactAmount;
import farebox.billing.Price;
import farebox.billing.UsageQuantities;
import farebox.billing.cost.CostPage.Cost;
import farebox.billing.cost.CostPage.Day;
import farebox.billing.cost.CostPage.Group;
import farebox.billing.cost.CostQuery.Dimension;
import farebox.billing.cost.CostShares.User;
import farebox.billing.invoice.BillingPeriod;
import farebox.billing.invoice.RatePeriod;
import farebox.billing.invoice.Tenants;
import farebox.billing.invoice.Tenants.BillingAccount;
import farebox.billing.invoice.UsageTotals;
import farebox.billing.pricebook.PriceTimeline;
import farebox.kernel.KeyId;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * What tenants cost by day of UTC. The cost of a day is what the tenant's month came to at its end less what it came to
 * at its beginning, so that the days of a month add up to its invoice before rounding; the costs of keys and models are
 * shares of it, by what was used that day.
 */
public final class ReadCosts {
    private final Tenants tenants;
    private final Supplier<PriceTimeline> prices;
    private final Usages usages;
    private final InstantSource clock;

    public ReadCosts(Tenants tenants, Supplier<PriceTimeline> prices, Usages usages, InstantSource clock) {
        this.tenants = tenants;
        this.prices = prices;
        this.usages = usages;
        this.clock = clock;
    }

    /** What was used; both from the same sums. */
    public record Usages(UsageTotals totals, UsageByKey byKey) {}

    /** @throws Unavailable if usage or prices cannot be read */
    public CostPage run(CostQuery query) {
        Instant start = query.start().truncatedTo(ChronoUnit.DAYS);
        Page page = new Page(query, start, prices.get());
        List<BillingAccount> accounts = accounts(query.filter().tenants());
        List<Day> days = new ArrayList<>();
        while (start.isBefore(query.end()) && days.size() < query.limit()) {
            days.add(page.day(accounts, start));
            start = start.plus(1, ChronoUnit.DAYS);
        }
        return new CostPage(days, start.isBefore(query.end()) ? Optional.of(start) : Optional.empty());
    }

    private List<BillingAccount> accounts(Set<TenantId> named) {
        Set<TenantId> wanted = new TreeSet<>(tenants.all());
        if (!named.isEmpty()) {
            wanted.retainAll(named);
        }
        return wanted.stream().map(tenants::account).toList();
    }

    /** A part of a day in which neither month, nor price book, nor plan changes. */
    private record Part(BillingAccount account, BillingPeriod period, Instant start, Instant end) {}

    /** What an account comes to from the beginning of a month until an instant. */
    private record MonthToDate(BillingAccount account, BillingPeriod period, Instant end) {}

    /** What is read for one page. */
    private final class Page {
        private final CostQuery query;
        private final PriceTimeline timeline;
        private final RatePeriod ratePeriod;
        private final Map<MonthToDate, Map<String, ExactAmount>> rated = new HashMap<>();
        private final Instant nextMinute =
                clock.instant().truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(1));

        Page(CostQuery query, Instant firstDay, PriceTimeline timeline) {
            this.query = query;
            this.timeline = timeline;
            this.ratePeriod = new RatePeriod(
                    new DailyTotals(usages.totals(), query.filter().tenant(), firstDay));
        }

        Day day(List<BillingAccount> accounts, Instant start) {
            Instant end = start.plus(1, ChronoUnit.DAYS);
            Map<Group, ExactAmount> costs = new TreeMap<>();
            accounts.stream()
                    .flatMap(account -> parts(account, start, end).stream())
                    .forEach(part -> add(costs, part));
            ExactAmount zero = ExactAmount.zero(currency());
            return new Day(
                    start,
                    end,
                    costs.entrySet().stream()
                            .filter(entry -> !entry.getValue().equals(zero))
                            .map(entry -> new Cost(entry.getKey(), entry.getValue()))
                            .toList());
        }

        private Currency currency() {
            return RatePeriod.currency(timeline);
        }

        /** A day of UTC can lie in two months of the tenant's zone. */
        private List<Part> parts(BillingAccount account, Instant start, Instant end) {
            List<Part> parts = new ArrayList<>();
            BillingPeriod period = BillingPeriod.holding(start, account.zone());
            while (period.start().isBefore(end)) {
                Instant from = later(start, period.start());
                Instant until = earlier(earlier(end, period.end()), nextMinute);
                if (from.isBefore(until)) {
                    parts.addAll(parts(new Part(account, period, from, until)));
                }
                period = period.next();
            }
            return parts;
        }

        private List<Part> parts(Part whole) {
            List<Part> parts = new ArrayList<>();
            Instant from = whole.start();
            for (Instant edge : RatePeriod.edges(whole.account(), whole.period(), whole.end(), timeline)) {
                if (from.isBefore(edge)) {
                    parts.add(new Part(whole.account(), whole.period(), from, edge));
                    from = edge;
                }
            }
            return parts;
        }

        private void add(Map<Group, ExactAmount> costs, Part part) {
            CostShares shares = new CostShares(query.needsKeysOrModels() ? byKey(part) : Map.of());
            charges(part).forEach((label, amount) -> {
                if (query.filter().isOfLineItem(label)) {
                    shares.of(price(part, label), amount)
                            .forEach((user, share) -> add(costs, group(part, label, user), user, share));
                }
            });
        }

        private void add(Map<Group, ExactAmount> costs, Group group, User user, ExactAmount share) {
            if (query.filter().isOfKey(user.key())) {
                costs.merge(group, share, ExactAmount::plus);
            }
        }

        private Group group(Part part, String label, User user) {
            return new Group(
                    Optional.of(part.account().tenant()).filter(tenant -> query.isGroupedBy(Dimension.TENANT)),
                    Optional.of(label).filter(item -> query.isGroupedBy(Dimension.LINE_ITEM)),
                    user.key().filter(key -> query.isGroupedBy(Dimension.KEY)),
                    user.model().filter(model -> query.isGroupedBy(Dimension.MODEL)));
        }

        private Optional<Price> price(Part part, String label) {
            return RatePeriod.plan(part.account(), part.start(), timeline).stream()
                    .flatMap(plan -> plan.prices().stream())
                    .filter(price -> price.id().equals(label))
                    .findFirst();
        }

        private Map<KeyId, UsageQuantities> byKey(Part part) {
            return usages.byKey().read(part.account().tenant(), part.start(), part.end());
        }

        private Map<String, ExactAmount> charges(Part part) {
            Map<String, ExactAmount> charges = new TreeMap<>(totals(part, part.end()));
            totals(part, part.start())
                    .forEach((label, amount) -> charges.merge(label, amount.negated(), ExactAmount::plus));
            return charges;
        }

        /** Where a part ends, the next one begins. */
        private Map<String, ExactAmount> totals(Part part, Instant end) {
            return rated.computeIfAbsent(new MonthToDate(part.account(), part.period(), end), this::totals);
        }

        private Map<String, ExactAmount> totals(MonthToDate month) {
            Map<String, ExactAmount> totals = new TreeMap<>();
            ratePeriod.run(month.account(), month.period(), month.end(), timeline).stream()
                    .flatMap(stretch -> stretch.charges().stream())
                    .forEach((Charge charge) -> totals.merge(charge.label(), charge.exact(), ExactAmount::plus));
            return totals;
        }

        private static Instant later(Instant one, Instant other) {
            return one.isAfter(other) ? one : other;
        }

        private static Instant earlier(Instant one, Instant other) {
            return one.isBefore(other) ? one : other;
        }
    }
}
