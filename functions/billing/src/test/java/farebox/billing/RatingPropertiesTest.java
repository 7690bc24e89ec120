package farebox.billing;

import static farebox.billing.PublishedVectors.USD;
import static org.assertj.core.api.Assertions.assertThat;

import farebox.billing.PriceModel.BlockMode;
import farebox.billing.PriceModel.BlockTier;
import farebox.billing.PriceModel.Blocks;
import farebox.billing.PriceModel.Graduated;
import farebox.billing.PriceModel.PerPackage;
import farebox.billing.PriceModel.PerUnit;
import farebox.billing.PriceModel.Tier;
import farebox.billing.PriceModel.Volume;
import farebox.kernel.Meter;
import farebox.kernel.ModelName;
import farebox.kernel.PlanName;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

final class RatingPropertiesTest {
    private static final long MANY = 1_000_000_000_000L;

    @Property
    void rating_isAdditiveWhenAPeriodIsSplit(
            @ForAll("models") PriceModel model,
            @ForAll @LongRange(max = MANY) long one,
            @ForAll @LongRange(max = MANY) long two) {
        ExactAmount whole = model.amount(Quantity.of(one + two));

        ExactAmount parts = model.amountAfter(Quantity.ZERO, Quantity.of(one))
                .plus(model.amountAfter(Quantity.of(one), Quantity.of(two)));

        assertThat(parts.plus(model.amount(Quantity.ZERO))).isEqualTo(whole);
    }

    @Property
    void perUnit_isAdditiveWithoutRegardToWhatCameBefore(
            @ForAll("prices") Money price,
            @ForAll @LongRange(max = MANY) long one,
            @ForAll @LongRange(max = MANY) long two) {
        PriceModel model = new PerUnit(price, Quantity.ZERO);

        assertThat(model.amount(Quantity.of(one)).plus(model.amount(Quantity.of(two))))
                .isEqualTo(model.amount(Quantity.of(one + two)));
    }

    @Property
    void rating_neverFallsWithUsage(
            @ForAll("monotone") PriceModel model,
            @ForAll @LongRange(max = MANY) long quantity,
            @ForAll @LongRange(max = MANY) long more) {
        assertThat(model.amount(Quantity.of(quantity + more)))
                .isGreaterThanOrEqualTo(model.amount(Quantity.of(quantity)));
    }

    @Property
    void rating_neverGivesMoneyAway(@ForAll("models") PriceModel model, @ForAll @LongRange(max = MANY) long quantity) {
        assertThat(model.amount(Quantity.of(quantity)).picos()).isGreaterThanOrEqualTo(Ratio.ZERO);
    }

    @Property
    void rating_doesNotDependOnTheOrderOfUsage(
            @ForAll("models") PriceModel model,
            @ForAll @Size(max = 20) List<@LongRange(max = MANY) Long> amounts,
            @ForAll long seed) {
        List<UsageQuantities> usage = new ArrayList<>(IntStream.range(0, amounts.size())
                .mapToObj(i -> UsageQuantities.of(Meter.CALLS, new ModelName("m" + i % 3), Quantity.of(amounts.get(i))))
                .toList());
        Price price = new Price("p", Meter.CALLS, Set.of(), model, Price.Fraction.EXACT);
        Plan plan = Plan.of(new PlanName("standard"), List.of(price));
        PriceBook book = new PriceBook(USD, java.util.Map.of(plan.name(), plan));
        List<Charge> before = Rating.rate(book, plan, UsageQuantities.sum(usage), Ratio.ONE);

        Collections.shuffle(usage, new Random(seed));

        assertThat(Rating.rate(book, plan, UsageQuantities.sum(usage), Ratio.ONE))
                .isEqualTo(before);
    }

    @Property
    void lines_addUpToTheTotalAndMissTheirAmountByLessThanACent(
            @ForAll @Size(min = 1, max = 30) List<@LongRange(min = -MANY, max = MANY) Long> picos) {
        List<ExactAmount> exact = picos.stream()
                .map(amount -> new Money(USD, BigInteger.valueOf(amount)).times(Ratio.of(100, 7)))
                .toList();

        List<Money> lines = LargestRemainder.round(USD, exact);

        assertThat(lines.stream().reduce(Money.zero(USD), Money::plus))
                .isEqualTo(ExactAmount.sum(USD, exact).rounded());
        Money cent = Money.of("0.01", USD);
        for (int i = 0; i < lines.size(); i++) {
            ExactAmount difference = lines.get(i).exact().minus(exact.get(i));
            assertThat(difference).isBetween(cent.negated().exact(), cent.exact());
        }
    }

    @Property
    void money_isReadAsItIsWritten(@ForAll("prices") Money price) {
        assertThat(Money.of(price.decimal(), USD)).isEqualTo(price);
    }

    @Provide
    Arbitrary<PriceModel> models() {
        return Arbitraries.oneOf(
                monotone(), tiers().map(tiers -> new Volume(tiers, false)), blocks(BlockMode.TOP_TIER));
    }

    /** Volume prices and the top tier of blocks may fall at an edge, by design; all others never do. */
    @Provide
    Arbitrary<PriceModel> monotone() {
        return Arbitraries.oneOf(
                Combinators.combine(prices(), quantities()).as(PerUnit::new),
                Combinators.combine(tiers(), Arbitraries.of(true, false)).as(Graduated::new),
                Combinators.combine(quantities(), prices(), quantities())
                        .as((size, price, free) -> new PerPackage(size.plus(Quantity.of(1)), price, free)),
                blocks(BlockMode.ALL_TIERS));
    }

    @Provide
    Arbitrary<Money> prices() {
        return Arbitraries.longs().between(0, MANY * 1_000).map(picos -> new Money(USD, BigInteger.valueOf(picos)));
    }

    private Arbitrary<PriceModel> blocks(BlockMode mode) {
        Arbitrary<BlockTier> tier = Combinators.combine(quantities(), quantities(), prices())
                .as((size, most, price) ->
                        new BlockTier(size.plus(Quantity.of(1)), Optional.of(most.plus(Quantity.of(1))), price));
        return tier.list().ofMinSize(1).ofMaxSize(4).map(tiers -> new Blocks(tiers, mode));
    }

    private Arbitrary<List<Tier>> tiers() {
        return Combinators.combine(
                        Arbitraries.longs().between(1, MANY).set().ofMaxSize(5),
                        prices().list().ofSize(6),
                        prices().list().ofSize(6))
                .as((ends, units, fees) -> {
                    List<Long> sorted = ends.stream().sorted().toList();
                    return IntStream.rangeClosed(0, sorted.size())
                            .mapToObj(i -> new Tier(
                                    i < sorted.size() ? Optional.of(Quantity.of(sorted.get(i))) : Optional.empty(),
                                    units.get(i),
                                    fees.get(i)))
                            .toList();
                });
    }

    private static Arbitrary<Quantity> quantities() {
        return Arbitraries.longs().between(0, 1_000_000).map(Quantity::of);
    }
}
