package farebox.billing.invoice;

import farebox.billing.Charge;
import farebox.billing.Currency;
import farebox.billing.ExactAmount;
import farebox.billing.Plan;
import farebox.billing.PriceBook;
import farebox.billing.Quantity;
import farebox.billing.Rating;
import farebox.billing.Ratio;
import farebox.billing.UsageQuantities;
import farebox.billing.invoice.Tenants.BillingAccount;
import farebox.billing.invoice.Tenants.PlanSpan;
import farebox.billing.pricebook.PriceTimeline;
import farebox.kernel.Meter;
import farebox.kernel.PlanName;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a tenant's usage costs over a part of its month.
 *
 * <p>The month is cut where the price book or the tenant's plan changes, at the whole minute. Each stretch is rated on
 * its own: fixed amounts by its share of the month, tiers from their beginning. Usage while no book had the tenant's
 * plan costs nothing and is shown.
 */
public final class RatePeriod {
    private final UsageTotals usage;

    public RatePeriod(UsageTotals usage) {
        this.usage = usage;
    }

    /** Charges of a stretch of time. */
    public record Stretch(Instant start, Instant end, List<Charge> charges) {
        public Stretch {
            charges = List.copyOf(charges);
        }
    }

    /** @param end of what is rated, exclusive; at most the end of the period */
    public List<Stretch> run(BillingAccount account, BillingPeriod period, Instant end, PriceTimeline timeline) {
        List<Stretch> stretches = new ArrayList<>();
        Instant start = period.start();
        for (Instant edge : edges(account, period, end, timeline)) {
            if (edge.isAfter(start)) {
                stretches.add(new Stretch(start, edge, charges(account, period, new Span(start, edge), timeline)));
                start = edge;
            }
        }
        stretches.removeIf(stretch -> stretch.charges().isEmpty());
        return List.copyOf(stretches);
    }

    /**
     * Of the last book there is: one installation bills in one currency, and before any book nothing costs anything.
     */
    public static Currency currency(PriceTimeline timeline) {
        return timeline.books().isEmpty()
                ? new Currency("USD")
                : timeline.books().getLast().book().currency();
    }

    /** The plan by which usage is priced at an instant, if the price book in force has it. */
    public static Optional<Plan> plan(BillingAccount account, Instant at, PriceTimeline timeline) {
        return priced(account, at, timeline).map(Priced::plan);
    }

    private List<Charge> charges(BillingAccount account, BillingPeriod period, Span span, PriceTimeline timeline) {
        UsageQuantities used = usage.of(account.tenant(), span.start(), span.end());
        return priced(account, span.start(), timeline)
                .map(priced -> Rating.rate(priced.book(), priced.plan(), used, span.shareOf(period)))
                .orElseGet(() -> unpriced(currency(timeline), used));
    }

    private static Optional<Priced> priced(BillingAccount account, Instant at, PriceTimeline timeline) {
        return planAt(account, at).flatMap(name -> timeline.at(at).flatMap(book -> priced(book.book(), name)));
    }

    private static Optional<Priced> priced(PriceBook book, PlanName name) {
        return Optional.ofNullable(book.plans().get(name)).map(plan -> new Priced(book, plan));
    }

    private static List<Charge> unpriced(Currency currency, UsageQuantities used) {
        List<Charge> charges = new ArrayList<>();
        for (Meter meter : Meter.values()) {
            Quantity quantity = used.total(item -> item.meter() == meter);
            if (!quantity.isZero()) {
                charges.add(new Charge(
                        Charge.Kind.UNPRICED,
                        "no price in force",
                        Optional.of(meter),
                        quantity,
                        Optional.empty(),
                        ExactAmount.zero(currency)));
            }
        }
        return charges;
    }

    private static Optional<PlanName> planAt(BillingAccount account, Instant start) {
        return account.plans().stream()
                .filter(span -> !minute(span.from()).isAfter(start))
                .reduce((earlier, later) -> later)
                .map(PlanSpan::plan);
    }

    /** The ends of the stretches, in order; the last is the end of what is rated. */
    public static Set<Instant> edges(
            BillingAccount account, BillingPeriod period, Instant end, PriceTimeline timeline) {
        Set<Instant> edges = new TreeSet<>();
        timeline.spans(period.start(), end).forEach(span -> edges.add(span.end()));
        account.plans().stream()
                .map(span -> minute(span.from()))
                .filter(from -> from.isAfter(period.start()) && from.isBefore(end))
                .forEach(edges::add);
        return edges;
    }

    private static Instant minute(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MINUTES);
    }

    private record Priced(PriceBook book, Plan plan) {}

    private record Span(Instant start, Instant end) {
        Ratio shareOf(BillingPeriod period) {
            return Ratio.of(seconds(start, end), seconds(period.start(), period.end()));
        }

        private static long seconds(Instant start, Instant end) {
            return Duration.between(start, end).toSeconds();
        }
    }
}
