package farebox.billing.pricebook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All published books, by the instant from which each holds until the next does. */
public record PriceTimeline(List<PublishedBook> books) {
    public PriceTimeline {
        books = books.stream()
                .sorted(Comparator.comparing(PublishedBook::effective))
                .toList();
    }

    /** The book that prices usage of this instant, if one does. */
    public Optional<PublishedBook> at(Instant instant) {
        return last(books.stream().filter(book -> !book.firstMinute().isAfter(instant)));
    }

    /** The book that holds just before the instant, without regard to minutes. */
    Optional<PublishedBook> before(Instant instant) {
        return last(books.stream().filter(book -> book.effective().isBefore(instant)));
    }

    boolean hasOneFor(Instant effective) {
        return books.stream().anyMatch(book -> book.effective().equals(effective));
    }

    /** The spans of [start, end) that each have one price book, or none, in order. */
    public List<Span> spans(Instant start, Instant end) {
        List<Instant> edges = new ArrayList<>(List.of(start));
        books.stream()
                .map(PublishedBook::firstMinute)
                .filter(minute -> minute.isAfter(start) && minute.isBefore(end))
                .distinct()
                .forEach(edges::add);
        edges.add(end);
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < edges.size() - 1; i++) {
            spans.add(new Span(edges.get(i), edges.get(i + 1), at(edges.get(i))));
        }
        return List.copyOf(spans);
    }

    /**
     * A stretch of time under one price book.
     *
     * @param end exclusive
     * @param book empty while none was in force
     */
    public record Span(Instant start, Instant end, Optional<PublishedBook> book) {}

    private static Optional<PublishedBook> last(Stream<PublishedBook> sorted) {
        return sorted.reduce((earlier, later) -> later);
    }
}
