package farebox.billing.invoice;

import static farebox.billing.SampleBooks.USD;
import static farebox.billing.invoice.Installation.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import farebox.billing.ExactAmount;
import farebox.billing.invoice.ReadCosts.Dimension;
import farebox.kernel.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ReadCostsTest {
    private final Installation installation =
            new Installation().price("2026-07-01T00:00:00Z", "0.00333").at("2026-08-20T12:00:30Z");

    @Test
    void costs_areByDayAndExact() {
        installation.calls("2026-08-18T23:59:00Z", 1).calls("2026-08-19T00:00:00Z", 10);

        ReadCosts.Page page = run("2026-08-18T12:00:00Z", "2026-08-20T12:00:31Z", 7, Set.of());

        assertThat(page.next()).isEmpty();
        assertThat(page.days())
                .extracting(ReadCosts.Day::start)
                .containsExactly(
                        Instant.parse("2026-08-18T00:00:00Z"),
                        Instant.parse("2026-08-19T00:00:00Z"),
                        Instant.parse("2026-08-20T00:00:00Z"));
        assertThat(page.days())
                .extracting(day -> day.costs().stream()
                        .map(cost -> cost.amount().decimal())
                        .toList()
                        .toString())
                .containsExactly("[0.00333]", "[0.0333]", "[]");
    }

    @Test
    void costs_ofTheDaysOfAMonthAddUpToItsInvoice() {
        installation
                .price("2026-08-10T10:30:00Z", "0.01")
                .calls("2026-08-01T00:00:00Z", 3)
                .calls("2026-08-10T10:29:59Z", 7)
                .calls("2026-08-10T10:30:00Z", 11)
                .calls("2026-08-20T12:00:15Z", 13);

        ReadCosts.Page page = run("2026-08-01T00:00:00Z", "2026-09-01T00:00:00Z", 31, Set.of());

        ExactAmount sum = page.days().stream()
                .flatMap(day -> day.costs().stream())
                .map(ReadCosts.Cost::amount)
                .reduce(ExactAmount.zero(USD), ExactAmount::plus);
        assertThat(sum.rounded())
                .isEqualTo(installation.invoices().preview(ACME, "2026-08").total());
        assertThat(sum.decimal()).isEqualTo("0.2733");
    }

    @Test
    void pages_goOnWhereTheOneBeforeEnds() {
        ReadCosts.Page page = run("2026-08-18T00:00:00Z", "2026-08-20T00:00:00Z", 1, Set.of());

        assertThat(page.days()).hasSize(1);
        assertThat(page.next()).contains(Instant.parse("2026-08-19T00:00:00Z"));
    }

    @Test
    void groups_tellTenantAndLineItem() {
        installation.calls("2026-08-18T10:00:00Z", 1);

        assertThat(run("2026-08-18T00:00:00Z", "2026-08-19T00:00:00Z", 1, Set.of(Dimension.TENANT, Dimension.LINE_ITEM))
                        .days()
                        .getFirst()
                        .costs())
                .extracting(ReadCosts.Cost::group)
                .containsExactly(new ReadCosts.Group(Optional.of(ACME), Optional.of("p")));
    }

    @Test
    void costs_ofATenantThatIsNone_areNone() {
        installation.calls("2026-08-18T10:00:00Z", 1);
        ReadCosts.Query query = new ReadCosts.Query(
                Set.of(new TenantId("nobody")),
                Instant.parse("2026-08-18T00:00:00Z"),
                Instant.parse("2026-08-19T00:00:00Z"),
                1,
                Set.of());

        assertThat(readCosts().run(query).days().getFirst().costs()).isEmpty();
    }

    private ReadCosts.Page run(String start, String end, int limit, Set<Dimension> groupBy) {
        return readCosts().run(new ReadCosts.Query(Set.of(), Instant.parse(start), Instant.parse(end), limit, groupBy));
    }

    private ReadCosts readCosts() {
        return new ReadCosts(
                installation, installation.books::all, installation.totalsOfSums(), () -> installation.now);
    }
}
