package farebox.billing;

import static farebox.billing.PublishedVectors.USD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import farebox.billing.PriceModel.Graduated;
import farebox.billing.PriceModel.PerUnit;
import farebox.billing.PriceModel.Tier;
import farebox.billing.usage.Quantities;
import farebox.kernel.Amounts;
import farebox.kernel.Meter;
import farebox.kernel.ModelName;
import farebox.kernel.NotFound;
import farebox.kernel.PlanName;
import farebox.metering.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RatingTest {
    private static final PlanName STANDARD = new PlanName("standard");
    private static final ModelName SMALL = new ModelName("small");
    private static final ModelName LARGE = new ModelName("large");
    private static final Price FIVE_CENTS = price(Meter.CALLS, Set.of(), "0.05");

    @Test
    void usage_isChargedByEachPriceThatNamesItsMeterAndModel() {
        UsageQuantities usage = UsageQuantities.of(Meter.CALLS, SMALL, Quantity.of(7))
                .plus(UsageQuantities.of(Meter.CALLS, LARGE, Quantity.of(3)))
                .plus(UsageQuantities.of(Meter.TOKENS_IN, LARGE, Quantity.of(1_000)));
        Plan plan = Plan.of(
                STANDARD,
                List.of(
                        FIVE_CENTS,
                        price(Meter.TOKENS_IN, Set.of(SMALL), "1"),
                        price(Meter.CALLS, Set.of(LARGE), "0.5")));

        Bill bill = bill(plan, usage, Ratio.ONE);

        assertThat(bill.lines()).extracting(line -> line.amount().decimal()).containsExactly("0.50", "0.00", "1.50");
        assertThat(bill.total().decimal()).isEqualTo("2.00");
    }

    @Test
    void priceOfAChannel_chargesThatChannelAloneAndOneWithoutChargesAll() {
        UsageQuantities usage =
                calls(7).plus(Quantities.of(Resource.model("acme/small", "v1").inBatch(), Amounts.of(Meter.CALLS, 3)));
        Plan plan = Plan.of(
                STANDARD,
                List.of(
                        price(Optional.of(Channel.REQUEST), "0.10"),
                        price(Optional.of(Channel.BATCH), "0.05"),
                        price(Optional.empty(), "1")));

        Bill bill = bill(plan, usage, Ratio.ONE);

        assertThat(bill.lines()).extracting(line -> line.amount().decimal()).containsExactly("0.70", "0.15", "10.00");
    }

    private static Price price(Optional<Channel> channel, String unitPrice) {
        return new Price(
                "p",
                Meter.CALLS,
                Set.of(SMALL),
                channel,
                new PerUnit(Money.of(unitPrice, USD), Quantity.ZERO),
                Price.Fraction.EXACT);
    }

    @Test
    void minimumCommitment_bringsTheSumUp() {
        Plan plan = new Plan(STANDARD, List.of(FIVE_CENTS), Optional.empty(), Optional.empty(), usd("10"), usd("20"));

        assertThat(total(plan, 1, Ratio.ONE)).isEqualTo("10.00");
        assertThat(total(plan, 0, Ratio.of(1, 3))).isEqualTo("3.33");
        assertThat(total(plan, 300, Ratio.ONE)).isEqualTo("15.00");
    }

    @Test
    void maximumSpend_bringsTheSumDown() {
        Plan plan = new Plan(STANDARD, List.of(FIVE_CENTS), Optional.empty(), Optional.empty(), usd("10"), usd("20"));

        assertThat(total(plan, 1_000, Ratio.ONE)).isEqualTo("20.00");
        assertThat(total(plan, 1_000, Ratio.of(1, 2))).isEqualTo("10.00");
        assertThat(total(plan, 400, Ratio.ONE)).isEqualTo("20.00");
    }

    @Test
    void discount_isOffChargesAndFlatFee() {
        Plan plan = new Plan(
                STANDARD,
                List.of(FIVE_CENTS),
                usd("9.99"),
                Optional.of(Percentage.of("12.5")),
                Optional.empty(),
                Optional.empty());

        Bill bill = bill(plan, calls(200), Ratio.ONE);

        assertThat(bill.lines()).extracting(line -> line.amount().decimal()).containsExactly("10.00", "9.99", "-2.50");
        assertThat(bill.total().decimal()).isEqualTo("17.49");
        assertThat(bill.lines().getLast().charge().exact().decimal()).isEqualTo("-2.49875");
    }

    @Test
    void flatFee_isChargedByTheShareOfTheMonth() {
        Plan plan = new Plan(STANDARD, List.of(), usd("31"), Optional.empty(), Optional.empty(), Optional.empty());

        assertThat(total(plan, 0, Ratio.of(10, 31))).isEqualTo("10.00");
    }

    @Test
    void fraction_ceil_countsAPartAsAWholeUnit() {
        List<Tier> tiers = List.of(
                new Tier(Optional.of(Quantity.of(10)), Money.of("1", USD), Money.zero(USD)),
                new Tier(Optional.empty(), Money.of("0.5", USD), Money.zero(USD)));
        PriceModel model = new Graduated(tiers, false);

        assertThat(new Price("p", Meter.CALLS, Set.of(), model, Price.Fraction.EXACT)
                        .amount(Quantity.of("10.5"))
                        .decimal())
                .isEqualTo("10.25");
        assertThat(new Price("p", Meter.CALLS, Set.of(), model, Price.Fraction.CEIL)
                        .amount(Quantity.of("10.5"))
                        .decimal())
                .isEqualTo("10.50");
    }

    @Test
    void freeUnits_ofAUnitPriceAreFree() {
        PriceModel model = new PerUnit(Money.of("2", USD), Quantity.of(100));

        assertThat(model.amount(Quantity.of(100)).decimal()).isEqualTo("0.00");
        assertThat(model.amount(Quantity.of(101)).decimal()).isEqualTo("2.00");
    }

    @Test
    void bill_refusesAMixOfCurrenciesAndNamesBoth() {
        List<Charge> charges = List.of(
                Charge.ofPlan(Charge.Kind.FLAT_FEE, "a", Money.of("1", USD).exact()),
                Charge.ofPlan(
                        Charge.Kind.FLAT_FEE,
                        "b",
                        Money.of("1", new Currency("EUR")).exact()));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bill.of(USD, charges))
                .withMessageContainingAll("USD", "EUR");
    }

    @Test
    void plan_thatIsNotThereIsNamedWithThoseThatAre() {
        PriceBook book = new PriceBook(USD, Map.of(STANDARD, Plan.of(STANDARD, List.of())));

        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> book.plan(new PlanName("gold")))
                .withMessageContainingAll("gold", "standard");
    }

    private static String total(Plan plan, long calls, Ratio share) {
        return bill(plan, calls(calls), share).total().decimal();
    }

    private static Bill bill(Plan plan, UsageQuantities usage, Ratio share) {
        PriceBook book = new PriceBook(USD, Map.of(plan.name(), plan));
        return Bill.of(USD, Rating.rate(book, plan, usage, share));
    }

    private static UsageQuantities calls(long count) {
        return UsageQuantities.of(Meter.CALLS, SMALL, Quantity.of(count));
    }

    private static Price price(Meter meter, Set<ModelName> models, String unitPrice) {
        return new Price(
                "p", meter, models, new PerUnit(Money.of(unitPrice, USD), Quantity.ZERO), Price.Fraction.EXACT);
    }

    private static Optional<Money> usd(String decimal) {
        return Optional.of(Money.of(decimal, USD));
    }
}
