package farebox.billing.cost;

import static farebox.billing.SampleBooks.STANDARD;
import static farebox.billing.SampleBooks.USD;
import static farebox.billing.invoice.Installation.ACME;
import static farebox.billing.invoice.Installation.SMALL;
import static org.assertj.core.api.Assertions.assertThat;

import farebox.billing.Channel;
import farebox.billing.ExactAmount;
import farebox.billing.Money;
import farebox.billing.Percentage;
import farebox.billing.Plan;
import farebox.billing.Price;
import farebox.billing.PriceBook;
import farebox.billing.PriceModel;
import farebox.billing.PriceModel.Tier;
import farebox.billing.Quantity;
import farebox.billing.UsageQuantities;
import farebox.billing.cost.CostPage.Cost;
import farebox.billing.cost.CostPage.Day;
import farebox.billing.cost.CostPage.Group;
import farebox.billing.cost.CostQuery.Dimension;
import farebox.billing.cost.CostQuery.Filter;
import farebox.billing.invoice.Installation;
import farebox.billing.invoice.Tenants.PlanSpan;
import farebox.billing.invoice.UsageTotals;
import farebox.billing.pricebook.PublishedBook;
import farebox.kernel.KeyId;
import farebox.kernel.Meter;
import farebox.kernel.ModelName;
import farebox.kernel.PlanName;
import farebox.kernel.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReadCostsTest {
    private static final KeyId FIRST = new KeyId("key00001");
    private static final KeyId SECOND = new KeyId("key00002");
    private static final ModelName LARGE = new ModelName("large");
    private static final PlanName GOLD = new PlanName("gold");

    private final Installation installation =
            new Installation().price("2026-07-01T00:00:00Z", "0.00333").at("2026-08-20T12:00:30Z");

    @Test
    void costs_areByDayAndExact() {
        installation.calls("2026-08-18T23:59:00Z", 1).calls("2026-08-19T00:00:00Z", 10);

        CostPage page = run("2026-08-18T12:00:00Z", "2026-08-20T12:00:31Z", 7, Set.of());

        assertThat(page.next()).isEmpty();
        assertThat(page.days())
                .extracting(Day::start)
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

        CostPage page = run("2026-08-01T00:00:00Z", "2026-09-01T00:00:00Z", 31, Set.of());

        ExactAmount sum = page.days().stream()
                .flatMap(day -> day.costs().stream())
                .map(Cost::amount)
                .reduce(ExactAmount.zero(USD), ExactAmount::plus);
        assertThat(sum.rounded()).isEqualTo(installation.preview("2026-08").total());
        assertThat(sum.decimal()).isEqualTo("0.2733");
    }

    @Test
    void pages_goOnWhereTheOneBeforeEnds() {
        CostPage page = run("2026-08-18T00:00:00Z", "2026-08-20T00:00:00Z", 1, Set.of());

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
                .extracting(Cost::group)
                .containsExactly(new Group(Optional.of(ACME), Optional.of("p"), Optional.empty(), Optional.empty()));
    }

    @Test
    void costs_ofATenantThatIsNone_areNone() {
        installation.calls("2026-08-18T10:00:00Z", 1);
        CostQuery query = new CostQuery(
                new Filter(Set.of(new TenantId("nobody")), Set.of(), Set.of()),
                Instant.parse("2026-08-18T00:00:00Z"),
                Instant.parse("2026-08-19T00:00:00Z"),
                1,
                Set.of());

        assertThat(readCosts().run(query).days().getFirst().costs()).isEmpty();
    }

    @Test
    void keysAndModels_haveTheShareOfADaysCostThatTheyHaveOfItsUnits() {
        installation
                .calls("2026-08-18T10:00:00Z", 1, FIRST, SMALL)
                .calls("2026-08-18T11:00:00Z", 3, SECOND, SMALL)
                .calls("2026-08-18T11:00:00Z", 6, SECOND, LARGE)
                .calls("2026-08-19T11:00:00Z", 100, FIRST, LARGE);

        assertThat(day(Set.of(Dimension.KEY))).containsExactly("key00001 - 0.00333", "key00002 - 0.02997");
        assertThat(day(Set.of(Dimension.MODEL))).containsExactly("- large 0.01998", "- small 0.01332");
        assertThat(day(Set.of(Dimension.KEY, Dimension.MODEL)))
                .containsExactly("key00001 small 0.00333", "key00002 large 0.01998", "key00002 small 0.00999");
    }

    /** Each has used as much, one in requests and one in batches at half the price. */
    @Test
    void aPriceOfOneChannel_isSharedByItsUsageAlone() {
        installation.books().add(new PublishedBook(Instant.parse("2026-08-01T00:00:00Z"), byChannel()), new byte[0]);
        installation
                .calls("2026-08-18T10:00:00Z", 10, FIRST, SMALL)
                .batchCalls("2026-08-18T11:00:00Z", 10, SECOND, SMALL);

        assertThat(day(Set.of(Dimension.KEY))).containsExactly("key00001 - 0.10", "key00002 - 0.05");
    }

    private static PriceBook byChannel() {
        return new PriceBook(
                USD,
                Map.of(
                        STANDARD,
                        Plan.of(STANDARD, List.of(price(Channel.REQUEST, "0.01"), price(Channel.BATCH, "0.005")))));
    }

    private static Price price(Channel channel, String unitPrice) {
        return new Price(
                channel.wireName(),
                Meter.CALLS,
                Set.of(),
                Optional.of(channel),
                new PriceModel.PerUnit(Money.of(unitPrice, USD), Quantity.ZERO),
                Price.Fraction.EXACT);
    }

    @Test
    void filters_leaveOutOtherKeysAndLineItems() {
        installation.calls("2026-08-18T10:00:00Z", 1, FIRST, SMALL).calls("2026-08-18T11:00:00Z", 3, SECOND, SMALL);

        assertThat(cost(new Filter(Set.of(), Set.of(FIRST), Set.of()))).isEqualTo("0.00333");
        assertThat(cost(new Filter(Set.of(ACME), Set.of(), Set.of("p")))).isEqualTo("0.01332");
        assertThat(cost(new Filter(Set.of(), Set.of(), Set.of("another")))).isEqualTo("0.00");
    }

    /** With tiers, a flat fee, a discount and a minimum, and with another book and plan inside the month. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void groups_addUpToTheInvoiceToTheUnit(long seed) {
        installation.books().add(new PublishedBook(Instant.parse("2026-08-10T10:30:00Z"), tiered()), new byte[0]);
        installation.plan(new PlanSpan(GOLD, Instant.parse("2026-08-15T08:00:30Z")));
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            Instant at = Instant.parse("2026-08-01T00:00:00Z").plusSeconds(random.nextLong(19 * 86_400));
            installation.calls(
                    at.toString(),
                    random.nextInt(1, 50),
                    random.nextBoolean() ? FIRST : SECOND,
                    random.nextBoolean() ? SMALL : LARGE);
        }

        ExactAmount invoice = installation.preview("2026-08").lines().stream()
                .map(line -> ExactAmount.parse(line.exact(), USD))
                .reduce(ExactAmount.zero(USD), ExactAmount::plus);
        ExactAmount byDay = sum(Filter.ALL, Set.of());
        assertThat(sum(Filter.ALL, Set.of(Dimension.values()))).isEqualTo(byDay);
        assertThat(sum(Filter.ALL, Set.of(Dimension.KEY))).isEqualTo(byDay);
        assertThat(sum(Filter.ALL, Set.of(Dimension.MODEL))).isEqualTo(byDay);
        assertThat(byDay.rounded())
                .isEqualTo(invoice.rounded())
                .isEqualTo(installation.preview("2026-08").total());
    }

    @Test
    void usage_isReadOnceForEachDayOfAPage() {
        List<Instant> reads = new ArrayList<>();
        UsageTotals totals = (tenant, start, end) -> {
            reads.add(start);
            return installation.totalsOfSums().read(tenant, start, end);
        };
        ReadCosts costs = new ReadCosts(
                installation,
                installation.books()::all,
                new ReadCosts.Usages(totals, installation.usages().byKey()),
                installation::now);

        costs.run(new CostQuery(
                Filter.ALL, Instant.parse("2026-08-18T00:00:00Z"), Instant.parse("2026-08-20T00:00:00Z"), 7, Set.of()));

        assertThat(reads)
                .containsExactly(
                        Instant.parse("2026-08-01T00:00:00Z"),
                        Instant.parse("2026-08-18T00:00:00Z"),
                        Instant.parse("2026-08-19T00:00:00Z"));
    }

    @Test
    void usageOfOneTenant_isTakenFromThatOfAll() {
        TenantId other = new TenantId("other");
        Instant start = Instant.parse("2026-08-18T00:00:00Z");
        DailyTotals totals = new DailyTotals(
                (tenant, from, to) -> Map.of(ACME, calls(1), other, calls(10)), Optional.empty(), start);

        Instant end = start.plus(Duration.ofDays(2));
        assertThat(totals.read(Optional.of(ACME), start, end)).isEqualTo(Map.of(ACME, calls(2)));
        assertThat(totals.read(Optional.empty(), start, end)).isEqualTo(Map.of(ACME, calls(2), other, calls(20)));
        assertThat(totals.of(new TenantId("nobody"), start, end).isNone()).isTrue();
    }

    private static UsageQuantities calls(long count) {
        return UsageQuantities.of(Meter.CALLS, SMALL, Quantity.of(count));
    }

    private static PriceBook tiered() {
        Quantity edge = Quantity.of(700);
        PriceModel graduated = new PriceModel.Graduated(
                List.of(
                        new Tier(Optional.of(edge), Money.of("0.0123", USD), Money.of("1", USD)),
                        new Tier(Optional.empty(), Money.of("0.007", USD), Money.of("0.333", USD))),
                false);
        Plan plan = new Plan(
                STANDARD,
                List.of(
                        new Price("all", Meter.CALLS, Set.of(), graduated, Price.Fraction.EXACT),
                        new Price("large", Meter.CALLS, Set.of(LARGE), graduated, Price.Fraction.EXACT)),
                Optional.of(Money.of("10", USD)),
                Optional.of(Percentage.of("7")),
                Optional.of(Money.of("40", USD)),
                Optional.empty());
        PriceModel perCall = new PriceModel.PerUnit(Money.of("0.001", USD), Quantity.ZERO);
        Plan gold = Plan.of(GOLD, List.of(new Price("p", Meter.CALLS, Set.of(), perCall, Price.Fraction.EXACT)));
        return new PriceBook(USD, Map.of(STANDARD, plan, GOLD, gold));
    }

    private ExactAmount sum(Filter filter, Set<Dimension> groupBy) {
        return costs(filter, "2026-08-01T00:00:00Z", "2026-09-01T00:00:00Z", groupBy).stream()
                .map(Cost::amount)
                .reduce(ExactAmount.zero(USD), ExactAmount::plus);
    }

    private String cost(Filter filter) {
        return costs(filter, "2026-08-18T00:00:00Z", "2026-08-19T00:00:00Z", Set.of()).stream()
                .map(Cost::amount)
                .reduce(ExactAmount.zero(USD), ExactAmount::plus)
                .decimal();
    }

    private List<String> day(Set<Dimension> groupBy) {
        return costs(Filter.ALL, "2026-08-18T00:00:00Z", "2026-08-19T00:00:00Z", groupBy).stream()
                .map(cost -> cost.group().key().map(KeyId::value).orElse("-") + " "
                        + cost.group().model().map(ModelName::value).orElse("-") + " "
                        + cost.amount().decimal())
                .toList();
    }

    private List<Cost> costs(Filter filter, String start, String end, Set<Dimension> groupBy) {
        return readCosts()
                .run(new CostQuery(filter, Instant.parse(start), Instant.parse(end), 31, groupBy))
                .days()
                .stream()
                .flatMap(day -> day.costs().stream())
                .toList();
    }

    private CostPage run(String start, String end, int limit, Set<Dimension> groupBy) {
        return readCosts().run(new CostQuery(Filter.ALL, Instant.parse(start), Instant.parse(end), limit, groupBy));
    }

    private ReadCosts readCosts() {
        return new ReadCosts(installation, installation.books()::all, installation.usages(), installation::now);
    }
}
