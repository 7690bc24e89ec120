package farebox.metering.http;

import farebox.kernel.Amounts;
import farebox.kernel.KeyId;
import farebox.kernel.Meter;
import farebox.kernel.TenantId;
import farebox.metering.query.UsagePage;
import farebox.metering.query.UsagePage.Bucket;
import farebox.metering.query.UsagePage.Group;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A page of usage as JSON: {@code {"object": "page", "data": [{"object": "bucket", "start_time", "end_time", "results":
 * [...]}], "has_more", "next_page"}}. Fields that the caller did not group by are null; a bucket without usage has no
 * results.
 */
final class UsagePageJson {
    /** {@code usage.result}: the amounts of a request's meters, and in {@code meters} whatever is not 0. */
    static final UsagePageJson FAREBOX = new UsagePageJson(UsagePageJson::everyMeter);

    private final Function<Amounts, Map<String, Object>> amountFields;

    /** @param amountFields the fields of a result that do not say what it is grouped by */
    UsagePageJson(Function<Amounts, Map<String, Object>> amountFields) {
        this.amountFields = amountFields;
    }

    Map<String, Object> page(UsagePage page) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("object", "page");
        json.put("data", page.buckets().stream().map(this::bucket).toList());
        json.put("has_more", page.next().isPresent());
        json.put("next_page", page.next().map(PageCursor::write).orElse(null));
        return json;
    }

    private static Map<String, Object> everyMeter(Amounts amounts) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("object", "usage.result");
        result.put("calls", amounts.of(Meter.CALLS));
        result.put("input_tokens", amounts.of(Meter.TOKENS_IN));
        result.put("output_tokens", amounts.of(Meter.TOKENS_OUT));
        result.put("input_bytes", amounts.of(Meter.BYTES_IN));
        result.put("output_bytes", amounts.of(Meter.BYTES_OUT));
        result.put("compute_ms", amounts.of(Meter.COMPUTE_MS));
        result.put("meters", byWireName(amounts));
        return result;
    }

    private static Map<String, Long> byWireName(Amounts amounts) {
        Map<String, Long> meters = new LinkedHashMap<>();
        amounts.nonZero().forEach((meter, amount) -> meters.put(meter.wireName(), amount));
        return meters;
    }

    private Map<String, Object> bucket(Bucket bucket) {
        List<Map<String, Object>> results =
                bucket.groups().stream().map(this::result).toList();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("object", "bucket");
        json.put("start_time", bucket.start().getEpochSecond());
        json.put("end_time", bucket.end().getEpochSecond());
        json.put("results", results);
        return json;
    }

    private Map<String, Object> result(Group group) {
        Map<String, Object> json = new LinkedHashMap<>(amountFields.apply(group.amounts()));
        json.put("project_id", group.key().tenant().map(TenantId::value).orElse(null));
        json.put("api_key_id", group.key().key().map(KeyId::value).orElse(null));
        json.put("model", group.key().model().orElse(null));
        return json;
    }
}
