package farebox.billing.pricebook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Remembers the timeline for a short while, so that a busy function does not list a bucket for each call. */
public final class CachedPriceBooks {
    /** How long after its publication a book may still be unknown. */
    public static final Duration TTL = Duration.ofSeconds(2);

    private final PriceBooks books;
    private final InstantSource clock;
    private final AtomicReference<@Nullable Entry> entry = new AtomicReference<>();

    public CachedPriceBooks(PriceBooks books, InstantSource clock) {
        this.books = books;
        this.clock = clock;
    }

    public PriceTimeline timeline() {
        Instant now = clock.instant();
        Entry known = entry.get();
        if (known != null && now.isBefore(known.until())) {
            return known.timeline();
        }
        Entry read = new Entry(books.all(), now.plus(TTL));
        entry.set(read);
        return read.timeline();
    }

    private record Entry(PriceTimeline timeline, Instant until) {}
}
