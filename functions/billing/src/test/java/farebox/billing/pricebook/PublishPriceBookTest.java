package farebox.billing.pricebook;

import static farebox.billing.SampleBooks.STANDARD;
import static farebox.billing.SampleBooks.USD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.billing.Currency;
import farebox.billing.Plan;
import farebox.billing.PriceBook;
import farebox.billing.SampleBooks;
import farebox.kernel.Conflict;
import farebox.kernel.InvalidRequest;
import farebox.kernel.PlanName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PublishPriceBookTest {
    private static final Instant NOW = Instant.parse("2026-07-15T10:20:30Z");
    private static final byte[] JSON = SampleBooks.perCallJson("0.05");
    private static final PlanName GOLD = new PlanName("gold");

    private final PriceBooks books = new InMemoryPriceBooks();
    private final PublishPriceBook publish =
            new PublishPriceBook(books, () -> Set.of(STANDARD), InstantSource.fixed(NOW));

    @Test
    void now_pricesFromTheMinuteOn() {
        publish.now(SampleBooks.perCall("0.05"), JSON);

        assertThat(books.all().at(NOW)).isPresent();
        assertThat(books.all().at(Instant.parse("2026-07-15T10:20:00Z"))).isPresent();
        assertThat(books.all().at(Instant.parse("2026-07-15T10:19:59Z"))).isEmpty();
    }

    @Test
    void ofTwoBooksInOneMinute_theLaterPricesIt() {
        publish.from(NOW.plusSeconds(1), SampleBooks.perCall("0.05"), JSON);
        publish.from(NOW.plusSeconds(2), SampleBooks.perCall("0.06"), JSON);

        assertThat(books.all().at(NOW).map(PublishedBook::book)).contains(SampleBooks.perCall("0.06"));
    }

    @Test
    void from_refusesThePast() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> publish.from(NOW.minusMillis(1), SampleBooks.perCall("0.05"), JSON))
                .withMessageContaining("past");
    }

    @Test
    void from_refusesTwoBooksForOneInstant() {
        publish.from(NOW.plusSeconds(60), SampleBooks.perCall("0.05"), JSON);

        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> publish.from(NOW.plusSeconds(60), SampleBooks.perCall("0.06"), JSON))
                .withMessageContaining("2026-07-15T10:21:30Z");
    }

    @Test
    void from_refusesAnotherCurrencyAndNamesBoth() {
        publish.now(SampleBooks.perCall("0.05"), JSON);

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> publish.from(
                        NOW.plusSeconds(1),
                        new PriceBook(new Currency("EUR"), Map.of(STANDARD, Plan.of(STANDARD, List.of()))),
                        JSON))
                .withMessageContainingAll("EUR", "USD");
    }

    @Test
    void from_refusesToWithdrawAPlanThatTenantsHave() {
        publish.now(new PriceBook(USD, Map.of(STANDARD, empty(STANDARD), GOLD, empty(GOLD))), JSON);

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> publish.from(NOW.plusSeconds(1), new PriceBook(USD, Map.of(GOLD, empty(GOLD))), JSON))
                .withMessageContaining("standard");
    }

    @Test
    void from_mayWithdrawAPlanThatNobodyHas() {
        publish.now(new PriceBook(USD, Map.of(STANDARD, empty(STANDARD), GOLD, empty(GOLD))), JSON);

        publish.from(NOW.plusSeconds(1), SampleBooks.perCall("0.05"), JSON);

        assertThat(books.all().books()).hasSize(2);
    }

    @Test
    void spans_cutTimeWhereBooksChange() {
        publish.from(NOW.plusSeconds(60), SampleBooks.perCall("0.05"), JSON);
        publish.from(NOW.plusSeconds(3_600), SampleBooks.perCall("0.06"), JSON);
        Instant end = NOW.plusSeconds(7_200);

        List<PriceTimeline.Span> spans = books.all().spans(NOW, end);

        assertThat(spans)
                .extracting(PriceTimeline.Span::start)
                .containsExactly(NOW, Instant.parse("2026-07-15T10:21:00Z"), Instant.parse("2026-07-15T11:20:00Z"));
        assertThat(spans.getFirst().book()).isEmpty();
        assertThat(spans.getLast().end()).isEqualTo(end);
    }

    @Test
    void cache_readsAgainOnceItsTimeIsOver() {
        Instant[] now = {NOW};
        CachedPriceBooks cached = new CachedPriceBooks(books, () -> now[0]);
        assertThat(cached.timeline().books()).isEmpty();
        publish.now(SampleBooks.perCall("0.05"), JSON);
        assertThat(cached.timeline().books()).isEmpty();

        now[0] = NOW.plus(CachedPriceBooks.TTL);

        assertThat(cached.timeline().books()).hasSize(1);
    }

    private static Plan empty(PlanName name) {
        return Plan.of(name, List.of());
    }
}
