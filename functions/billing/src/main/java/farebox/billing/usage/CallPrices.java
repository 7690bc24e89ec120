package farebox.billing.usage;

import farebox.billing.ExactAmount;
import farebox.billing.Money;
import farebox.billing.Plan;
import farebox.billing.Price;
import farebox.billing.PriceBook;
import farebox.billing.PriceModel;
import farebox.billing.UsageQuantities;
import farebox.billing.invoice.RatePeriod;
import farebox.billing.pricebook.PriceTimeline;
import farebox.kernel.Amounts;
import farebox.kernel.Forbidden;
import farebox.kernel.PlanName;
import farebox.metering.Resource;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** What one prepaid call costs. Only prices per unit without free units can be charged call by call. */
public final class CallPrices {
    private final Supplier<PriceTimeline> timeline;

    public CallPrices(Supplier<PriceTimeline> timeline) {
        this.timeline = timeline;
    }

    /**
     * Exact, to the pico-unit; zero while no book in force has the plan.
     *
     * @throws Forbidden if the plan has prices that depend on a month's usage
     */
    public Money of(PlanName plan, Resource resource, Amounts amounts, Instant at) {
        PriceTimeline books = timeline.get();
        UsageQuantities usage = Quantities.of(resource, amounts);
        return books.at(at)
                .flatMap(book -> plan(book.book(), plan).map(found -> amount(book.book(), found, usage)))
                .orElseGet(() -> Money.zero(RatePeriod.currency(books)));
    }

    private static Optional<Plan> plan(PriceBook book, PlanName name) {
        return Optional.ofNullable(book.plans().get(name));
    }

    private static Money amount(PriceBook book, Plan plan, UsageQuantities usage) {
        plan.prices().forEach(price -> requirePerUnit(plan, price));
        return ExactAmount.sum(
                        book.currency(),
                        plan.prices().stream()
                                .map(price -> price.amount(price.quantity(usage)))
                                .toList())
                .ceiling();
    }

    private static void requirePerUnit(Plan plan, Price price) {
        boolean byCall = price.model() instanceof PriceModel.PerUnit perUnit
                && perUnit.freeUnits().isZero();
        if (!byCall) {
            throw new Forbidden("plan " + plan.name() + " cannot be prepaid: price " + price.id()
                    + " is not per unit; the operator must give this tenant another plan");
        }
    }
}
