package farebox.billing.json;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.billing.Currency;
import farebox.billing.json.PriceBookFormat.Fault;
import farebox.kernel.InvalidRequest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What a price book must keep beyond its schema. */
final class PriceBookRules {
    private final List<Fault> faults = new ArrayList<>();

    private PriceBookRules() {}

    /** @param book of the form that the schema describes */
    static List<Fault> faults(JsonNode book) {
        PriceBookRules rules = new PriceBookRules();
        rules.currency(book);
        book.get("plans").properties().forEach(plan -> rules.plan("/plans/" + plan.getKey(), plan.getValue()));
        return rules.faults;
    }

    private void currency(JsonNode book) {
        try {
            new Currency(book.get("currency").asText());
        } catch (InvalidRequest e) {
            add("/currency", e.detail());
        }
    }

    private void plan(String at, JsonNode plan) {
        JsonNode prices = plan.get("prices");
        for (int i = 0; i < prices.size(); i++) {
            price(at + "/prices/" + i, prices.get(i));
        }
        if (plan.has("minimum_commitment")
                && plan.has("maximum_spend")
                && minimum(plan).compareTo(maximum(plan)) > 0) {
            add(at + "/minimum_commitment", "minimum_commitment is more than maximum_spend");
        }
    }

    private void price(String at, JsonNode price) {
        switch (price.get("model").asText()) {
            case "graduated", "volume" -> ladder(at + "/tiers/", price.get("tiers"));
            case "block" -> blocks(at + "/tiers/", price.get("tiers"));
            default -> {
                // Prices without tiers have no rule beyond the schema.
            }
        }
    }

    /** Each tier begins where the one before it ends, so that there is neither gap nor overlap if the ends rise. */
    private void ladder(String at, JsonNode tiers) {
        BigDecimal from = BigDecimal.ZERO;
        for (int i = 0; i < tiers.size(); i++) {
            JsonNode end = tiers.get(i).get("up_to");
            boolean last = i == tiers.size() - 1;
            String place = at + i + "/up_to";
            if (last && !end.isNull()) {
                add(
                        place,
                        "tier " + (i + 1) + " is the last tier and must have no end (null), or usage above "
                                + end.asText() + " has no price");
            } else if (!last && end.isNull()) {
                add(place, "tier " + (i + 1) + " has no end (null), which only the last tier may have");
            } else if (!last && end.decimalValue().compareTo(from) <= 0) {
                add(
                        place,
                        "tier " + (i + 1) + " overlaps the tier before it: it ends at " + end.asText()
                                + ", which must be above " + from.toPlainString());
            }
            from = end.isNull() ? from : end.decimalValue();
        }
    }

    private void blocks(String at, JsonNode tiers) {
        for (int i = 0; i < tiers.size() - 1; i++) {
            if (tiers.get(i).get("max_blocks").isNull()) {
                add(
                        at + i + "/max_blocks",
                        "tier " + (i + 1) + " has no end (null), which only the last tier may have");
            }
        }
    }

    private static BigDecimal minimum(JsonNode plan) {
        return new BigDecimal(plan.get("minimum_commitment").asText());
    }

    private static BigDecimal maximum(JsonNode plan) {
        return new BigDecimal(plan.get("maximum_spend").asText());
    }

    private void add(String pointer, String rule) {
        faults.add(new Fault(pointer, rule));
    }
}
