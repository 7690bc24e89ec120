package farebox.billing.http;

import farebox.billing.cost.CostPage;
import farebox.kernel.KeyId;
import farebox.kernel.ModelName;
import farebox.kernel.TenantId;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page of costs in OpenAI's shape, with the model beside it; the value of an amount is a number, exact and not
 * rounded. There are no users here, so that {@code user_id} is always null.
 */
final class CostsJson {
    private CostsJson() {}

    static Map<String, @Nullable Object> page(CostPage page) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("object", "page");
        json.put("data", page.days().stream().map(CostsJson::bucket).toList());
        json.put("has_more", page.next().isPresent());
        json.put(
                "next_page",
                page.next().map(next -> Long.toString(next.getEpochSecond())).orElse(null));
        return json;
    }

    private static Map<String, Object> bucket(CostPage.Day day) {
        List<Map<String, @Nullable Object>> results =
                day.costs().stream().map(CostsJson::result).toList();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("object", "bucket");
        json.put("start_time", day.start().getEpochSecond());
        json.put("end_time", day.end().getEpochSecond());
        json.put("results", results);
        return json;
    }

    private static Map<String, @Nullable Object> result(CostPage.Cost cost) {
        Map<String, Object> amount = new LinkedHashMap<>();
        amount.put("value", new BigDecimal(cost.amount().decimal()));
        amount.put("currency", cost.amount().currency().code().toLowerCase(Locale.ROOT));
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("object", "organization.costs.result");
        json.put("amount", amount);
        json.put("line_item", cost.group().lineItem().orElse(null));
        json.put("project_id", cost.group().tenant().map(TenantId::value).orElse(null));
        json.put("api_key_id", cost.group().key().map(KeyId::value).orElse(null));
        json.put("model", cost.group().model().map(ModelName::value).orElse(null));
        json.put("user_id", null);
        return json;
    }
}
