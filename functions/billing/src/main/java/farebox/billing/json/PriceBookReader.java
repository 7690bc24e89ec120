package farebox.billing.json;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.billing.Channel;
import farebox.billing.Currency;
import farebox.billing.Money;
import farebox.billing.Percentage;
import farebox.billing.Plan;
import farebox.billing.Price;
import farebox.billing.PriceBook;
import farebox.billing.PriceModel;
import farebox.billing.PriceModel.BlockMode;
import farebox.billing.PriceModel.BlockTier;
import farebox.billing.PriceModel.Tier;
import farebox.billing.Quantity;
import farebox.kernel.Meter;
import farebox.kernel.ModelName;
import farebox.kernel.PlanName;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Turns JSON that has passed the schema and the rules into a price book. */
final class PriceBookReader {
    private final Currency currency;

    private PriceBookReader(Currency currency) {
        this.currency = currency;
    }

    static PriceBook read(JsonNode book) {
        PriceBookReader reader =
                new PriceBookReader(new Currency(book.get("currency").asText()));
        Map<PlanName, Plan> plans = book.get("plans").properties().stream()
                .map(entry -> reader.plan(new PlanName(entry.getKey()), entry.getValue()))
                .collect(Collectors.toMap(Plan::name, plan -> plan));
        return new PriceBook(reader.currency, plans);
    }

    private Plan plan(PlanName name, JsonNode plan) {
        return new Plan(
                name,
                list(plan.get("prices"), this::price),
                money(plan, "flat_fee"),
                text(plan, "discount_percent").map(Percentage::of),
                money(plan, "minimum_commitment"),
                money(plan, "maximum_spend"));
    }

    private Price price(JsonNode price) {
        return new Price(
                price.get("id").asText(),
                Meter.named(price.get("meter").asText()).orElseThrow(),
                Set.copyOf(list(price.path("models"), model -> new ModelName(model.asText()))),
                text(price, "channel").map(name -> Channel.named(name).orElseThrow()),
                model(price),
                Price.Fraction.valueOf(text(price, "fraction").orElse("exact").toUpperCase(Locale.ROOT)));
    }

    private PriceModel model(JsonNode price) {
        String model = price.get("model").asText();
        return switch (model) {
            case "per_unit" -> new PriceModel.PerUnit(required(price, "unit_price"), quantity(price, "free_units"));
            case "graduated" -> new PriceModel.Graduated(list(price.get("tiers"), this::tier), atZero(price));
            case "volume" -> new PriceModel.Volume(list(price.get("tiers"), this::tier), atZero(price));
            case "package" ->
                new PriceModel.PerPackage(
                        quantity(price, "size"), required(price, "package_price"), quantity(price, "free_units"));
            case "block" -> new PriceModel.Blocks(list(price.get("tiers"), this::blockTier), mode(price));
            default -> throw new IllegalArgumentException("a model that the schema does not know: " + model);
        };
    }

    private Tier tier(JsonNode tier) {
        return new Tier(
                limit(tier.get("up_to")),
                required(tier, "unit_price"),
                money(tier, "flat_fee").orElse(Money.zero(currency)));
    }

    private BlockTier blockTier(JsonNode tier) {
        return new BlockTier(quantity(tier, "size"), limit(tier.get("max_blocks")), required(tier, "block_price"));
    }

    private static BlockMode mode(JsonNode price) {
        return BlockMode.valueOf(text(price, "tier_mode").orElse("all_tiers").toUpperCase(Locale.ROOT));
    }

    private static boolean atZero(JsonNode price) {
        return price.path("flat_fee_at_zero").asBoolean(false);
    }

    private Money required(JsonNode node, String field) {
        return money(node, field).orElseThrow();
    }

    private Optional<Money> money(JsonNode node, String field) {
        return text(node, field).map(decimal -> Money.of(decimal, currency));
    }

    private static Optional<String> text(JsonNode node, String field) {
        return Optional.ofNullable(node.get(field)).map(JsonNode::asText);
    }

    private static Quantity quantity(JsonNode node, String field) {
        return Optional.ofNullable(node.get(field))
                .map(number -> new Quantity(number.decimalValue()))
                .orElse(Quantity.ZERO);
    }

    private static Optional<Quantity> limit(JsonNode number) {
        return number.isNull() ? Optional.empty() : Optional.of(new Quantity(number.decimalValue()));
    }

    private static <T> List<T> list(JsonNode array, Function<JsonNode, T> each) {
        Stream<JsonNode> nodes = StreamSupport.stream(array.spliterator(), false);
        return nodes.map(each).toList();
    }
}
