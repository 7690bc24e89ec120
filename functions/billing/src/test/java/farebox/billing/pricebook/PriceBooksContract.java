package farebox.billing.pricebook;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.billing.SampleBooks;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every {@link PriceBooks} keeps. */
public abstract class PriceBooksContract {
    private static final Instant JULY = Instant.parse("2026-07-01T00:00:00Z");
    private static final Instant AUGUST = Instant.parse("2026-08-01T00:00:00Z");

    /** Empty, and new for each test. */
    protected abstract PriceBooks books();

    @Test
    void all_ofNone_isEmpty() {
        assertThat(books().all().books()).isEmpty();
    }

    @Test
    void add_keepsBooksByEffectiveInstant() {
        PriceBooks books = books();
        add(books, AUGUST, "0.06");
        add(books, JULY.plusMillis(7), "0.05");

        assertThat(books.all().books())
                .containsExactly(
                        new PublishedBook(JULY.plusMillis(7), SampleBooks.perCall("0.05")),
                        new PublishedBook(AUGUST, SampleBooks.perCall("0.06")));
    }

    @Test
    void add_keepsTheFirstBookForAnInstant() {
        PriceBooks books = books();

        assertThat(add(books, JULY, "0.05")).isTrue();
        assertThat(add(books, JULY, "0.06")).isFalse();

        assertThat(books.all().books()).containsExactly(new PublishedBook(JULY, SampleBooks.perCall("0.05")));
    }

    private static boolean add(PriceBooks books, Instant from, String price) {
        return books.add(new PublishedBook(from, SampleBooks.perCall(price)), SampleBooks.perCallJson(price));
    }
}
