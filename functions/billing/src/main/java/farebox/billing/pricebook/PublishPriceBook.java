package farebox.billing.pricebook;

import farebox.billing.PriceBook;
import farebox.kernel.Conflict;
import farebox.kernel.InvalidRequest;
import farebox.kernel.PlanName;
import farebox.kernel.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.TreeSet;

/** Puts a price book in force from an instant that has not passed. */
public final class PublishPriceBook {
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);

    private final PriceBooks books;
    private final PlansInUse plansInUse;
    private final InstantSource clock;

    public PublishPriceBook(PriceBooks books, PlansInUse plansInUse, InstantSource clock) {
        this.books = books;
        this.plansInUse = plansInUse;
        this.clock = clock;
    }

    /**
     * Publishes for this moment. Functions keep what they read for {@link CachedPriceBooks#TTL}, after which the book
     * prices every call.
     */
    public PublishedBook now(PriceBook book, byte[] json) {
        return publish(new PublishedBook(clock.instant(), book), json);
    }

    /**
     * @throws InvalidRequest if the instant has passed, the book has another currency than the one it follows, or a
     *     plan that tenants have is missing
     * @throws Conflict if there is a book for that instant
     * @throws Unavailable if it is not known whether the book was published
     */
    public PublishedBook from(Instant effective, PriceBook book, byte[] json) {
        if (effective.isBefore(clock.instant())) {
            throw new InvalidRequest(
                    "a price book cannot take effect in the past (" + effective + "); use now or a later instant",
                    "from");
        }
        return publish(new PublishedBook(effective, book), json);
    }

    private PublishedBook publish(PublishedBook published, byte[] json) {
        PriceTimeline timeline = books.all();
        timeline.before(published.effective())
                .ifPresent(earlier -> requireSuccession(earlier.book(), published.book()));
        if (timeline.hasOneFor(published.effective()) || !books.add(published, json)) {
            throw new Conflict(
                    "there is a price book for " + published.effective() + " already; choose another instant",
                    DEFAULT_RETRY);
        }
        return published;
    }

    private void requireSuccession(PriceBook earlier, PriceBook later) {
        if (!earlier.currency().equals(later.currency())) {
            throw new InvalidRequest(
                    "the price book is in " + later.currency() + ", the one it follows in " + earlier.currency()
                            + "; one installation bills in one currency",
                    "currency");
        }
        Set<PlanName> withdrawn = new TreeSet<>(plansInUse.plans());
        withdrawn.retainAll(earlier.plans().keySet());
        withdrawn.removeAll(later.plans().keySet());
        if (!withdrawn.isEmpty()) {
            throw new InvalidRequest(
                    "tenants have the plans " + withdrawn + ", which the price book no longer has; keep them, or give"
                            + " those tenants other plans first",
                    "plans");
        }
    }
}
