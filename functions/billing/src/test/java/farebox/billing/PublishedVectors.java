package farebox.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.billing.PriceModel.BlockMode;
import farebox.billing.PriceModel.BlockTier;
import farebox.billing.PriceModel.Tier;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** The published examples of {@code billing-vectors.json}, each with its source, applied to rating rules. */
final class PublishedVectors {
    static final Currency USD = new Currency("USD");
    private static final Currency JPY = new Currency("JPY");

    private PublishedVectors() {}

    /** One example; {@code actual} computes its amount with the rules given. */
    record Vector(String name, BigDecimal expected, Function<RatingRules, BigDecimal> actual) {
        boolean holds(RatingRules rules) {
            return actual.apply(rules).compareTo(expected) == 0;
        }
    }

    static List<Vector> all() {
        try (InputStream file = PublishedVectors.class.getResourceAsStream("billing-vectors.json")) {
            JsonNode vectors =
                    new ObjectMapper().readTree(Objects.requireNonNull(file)).get("vectors");
            return StreamSupport.stream(vectors.spliterator(), false)
                    .map(PublishedVectors::vector)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Vector vector(JsonNode json) {
        String name = "%s: %s %s x %s"
                .formatted(
                        text(json, "source"),
                        text(json, "model"),
                        json.get("params"),
                        json.path("quantity").asText("-"));
        return new Vector(name, new BigDecimal(text(json, "expected")), rules -> amount(rules, json));
    }

    private static BigDecimal amount(RatingRules rules, JsonNode json) {
        String model = text(json, "model");
        JsonNode params = json.get("params");
        if (model.equals("rounding")) {
            return rounding(rules, params.asText());
        }
        if (model.endsWith(" 2 units")) {
            return twoUnits(rules, model, params, text(json, "quantity"));
        }
        Quantity quantity = Quantity.of(text(json, "quantity"));
        Function<Quantity, ExactAmount> rate = q -> model(rules, model, params, q);
        Quantity earlier = Quantity.of(model.contains("pre=") ? model.replaceAll(".*pre=", "") : "0");
        ExactAmount whole = rate.apply(earlier.plus(quantity));
        return decimal(earlier.isZero() ? whole : rules.difference(whole, rate.apply(earlier)));
    }

    private static ExactAmount model(RatingRules rules, String model, JsonNode params, Quantity quantity) {
        boolean atZero = model.endsWith("+flat");
        return switch (model.split("[+ ]", -1)[0]) {
            case "per-unit" -> rules.perUnit(rules.price(text(params, "unit"), USD), quantity);
            case "graduated" -> rules.graduated(tiers(rules, params), atZero, quantity);
            case "volume" -> rules.volume(tiers(rules, params), atZero, quantity);
            case "package" -> packages(rules, model, params, quantity);
            case "ALL_TIERS", "blocks" -> rules.blocks(blocks(rules, params), BlockMode.ALL_TIERS, quantity);
            case "TOP_TIER" -> rules.blocks(blocks(rules, params), BlockMode.TOP_TIER, quantity);
            default -> throw new IllegalArgumentException("unknown model " + model);
        };
    }

    private static ExactAmount packages(RatingRules rules, String model, JsonNode params, Quantity quantity) {
        ExactAmount amount = rules.packages(
                Quantity.of(text(params, "size")),
                rules.price(text(params, "price"), USD),
                Quantity.of(params.path("free").asText("0")),
                quantity);
        return model.contains("max_spend=")
                ? rules.capped(amount, Money.of(model.replaceAll(".*max_spend=([0-9]+).*", "$1"), USD))
                : amount;
    }

    private static BigDecimal twoUnits(RatingRules rules, String model, JsonNode params, String quantities) {
        BlockMode mode = BlockMode.valueOf(model.split(" ", -1)[0]);
        String[] each = quantities.split("\\+", -1);
        ExactAmount first = rules.blocks(blocks(rules, params.get(0)), mode, Quantity.of(each[0]));
        ExactAmount second = rules.blocks(blocks(rules, params.get(1)), mode, Quantity.of(each[1]));
        return decimal(first.plus(second));
    }

    /** The examples of rounding are sentences; each is computed as it says, in one step, and rounded once. */
    private static BigDecimal rounding(RatingRules rules, String sentence) {
        return switch (sentence) {
            case "14.29 x 1.24 -> cents" -> dollars(rules, share(rules, "14.29", Ratio.of(124, 100)));
            case "14.27 x 1.24 -> cents" -> dollars(rules, share(rules, "14.27", Ratio.of(124, 100)));
            case "60.00 x 24/31 -> cents" -> cents(rules, share(rules, "60.00", Ratio.of(24, 31)));
            case "true-up 10.00x25/28-8.00" ->
                cents(rules, rules.difference(share(rules, "10.00", Ratio.of(25, 28)), usd(rules, "8.00")));
            case "29/30 of 200.00" -> cents(rules, share(rules, "200.00", Ratio.of(29, 30)));
            case "25% tax of 19333.33" -> ofCents(rules, share(rules, "19333.33", Ratio.of(25, 100)));
            case "25% tax of 15466.67" -> ofCents(rules, share(rules, "15466.67", Ratio.of(25, 100)));
            case "6/7 of 29.99" -> cents(rules, share(rules, "29.99", Ratio.of(6, 7)));
            case "23.33% tax of 2570.57" -> ofCents(rules, share(rules, "2570.57", Ratio.of(2333, 10_000)));
            case "tax 10% of 179.00 + 20% of (399-250)" ->
                cents(rules, share(rules, "179.00", Ratio.of(10, 100)).plus(share(rules, "149", Ratio.of(20, 100))));
            case "4.4556 x 10.625 -> JPY" ->
                decimal(rules.round(rules.share(rules.price("4.4556", JPY), Ratio.of(10_625, 1_000)))
                        .exact());
            case "(1000+800)/1.3 global" -> dollars(rules, share(rules, "1800", Ratio.of(10, 13)));
            case "13/28 cycles (9 dp)" -> Ratio.of(13, 28).decimal(9, RoundingMode.HALF_UP);
            default -> throw new IllegalArgumentException("unknown example: " + sentence);
        };
    }

    private static ExactAmount share(RatingRules rules, String amount, Ratio share) {
        return rules.share(rules.price(amount, USD), share);
    }

    private static ExactAmount usd(RatingRules rules, String amount) {
        return rules.price(amount, USD).exact();
    }

    private static BigDecimal dollars(RatingRules rules, ExactAmount exact) {
        return decimal(rules.round(exact).exact());
    }

    /** The source counts in cents and rounds to whole ones, so that a dollar here stands for its cent. */
    private static BigDecimal ofCents(RatingRules rules, ExactAmount exact) {
        return cents(rules, exact.times(Ratio.of(1, 100)));
    }

    private static BigDecimal cents(RatingRules rules, ExactAmount exact) {
        return dollars(rules, exact).movePointRight(2);
    }

    private static BigDecimal decimal(ExactAmount amount) {
        return new BigDecimal(amount.decimal());
    }

    static List<Tier> tiers(RatingRules rules, JsonNode rows) {
        List<Tier> tiers = new ArrayList<>();
        for (JsonNode row : rows) {
            tiers.add(new Tier(
                    optional(row.get(0)),
                    rules.price(row.get(1).asText(), USD),
                    rules.price(row.get(2).asText(), USD)));
        }
        return tiers;
    }

    private static List<BlockTier> blocks(RatingRules rules, JsonNode rows) {
        List<BlockTier> tiers = new ArrayList<>();
        for (JsonNode row : rows) {
            tiers.add(new BlockTier(
                    Quantity.of(row.get(0).asText()),
                    optional(row.get(1)),
                    rules.price(row.get(2).asText(), USD)));
        }
        return tiers;
    }

    private static Optional<Quantity> optional(JsonNode number) {
        return number.isNull() ? Optional.empty() : Optional.of(Quantity.of(number.asText()));
    }

    private static String text(JsonNode json, String name) {
        return json.get(name).asText();
    }
}
