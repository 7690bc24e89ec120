package farebox.billing.invoice;

import farebox.billing.invoice.BillingAccounts.Account;
import farebox.billing.invoice.Tenants.PlanSpan;
import farebox.billing.pricebook.PriceBooks;
import farebox.kernel.InvalidRequest;
import farebox.kernel.NotFound;
import farebox.kernel.PlanName;
import farebox.kernel.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Notes that a tenant has another plan from now on; each is rated for its part of the month. The new plan prices the
 * minute in which it begins.
 */
public final class RecordPlanChange {
    private final Tenants tenants;
    private final BillingAccounts accounts;
    private final PriceBooks books;
    private final InstantSource clock;

    public RecordPlanChange(Tenants tenants, BillingAccounts accounts, PriceBooks books, InstantSource clock) {
        this.tenants = tenants;
        this.accounts = accounts;
        this.books = books;
        this.clock = clock;
    }

    /**
     * The plan that a tenant has already changes nothing.
     *
     * @throws NotFound if there is no such tenant
     * @throws InvalidRequest if the price book in force has no such plan
     */
    public PlanSpan run(TenantId tenant, PlanName plan) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        requirePriced(plan, now);
        List<PlanSpan> plans = tenants.account(tenant).plans();
        if (plans.getLast().plan().equals(plan)) {
            return plans.getLast();
        }
        PlanSpan span = new PlanSpan(plan, now);
        List<PlanSpan> more = new ArrayList<>(plans);
        more.add(span);
        Account account = accounts.read(tenant);
        accounts.write(tenant, account.with(more));
        return span;
    }

    private void requirePriced(PlanName plan, Instant now) {
        books.all()
                .at(now)
                .filter(book -> !book.book().plans().containsKey(plan))
                .ifPresent(book -> {
                    throw new InvalidRequest(
                            "the price book in force has no plan " + plan + "; it has "
                                    + book.book().plans().keySet(),
                            "plan");
                });
    }
}
