package farebox.billing.pricebook;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/** Price books in memory. */
public final class InMemoryPriceBooks implements PriceBooks {
    private final ConcurrentSkipListMap<Instant, PublishedBook> books = new ConcurrentSkipListMap<>();

    @Override
    public boolean add(PublishedBook book, byte[] json) {
        return books.putIfAbsent(book.effective(), book) == null;
    }

    @Override
    public PriceTimeline all() {
        return new PriceTimeline(List.copyOf(books.values()));
    }
}
