package farebox.metering.lambda;

import farebox.kernel.KeyId;
import farebox.kernel.TenantId;
import farebox.metering.Quantities;
import farebox.metering.UsagePage;
import farebox.metering.UsagePage.Bucket;
import farebox.metering.UsagePage.Group;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A page of usage as JSON: {@code {"object": "page", "data": [{"object": "bucket", "start_time", "end_time", "results":
 * [...]}], "has_more", "next_page"}}. The two shapes differ in their results only. Fields that the caller did not group
 * by are null; a bucket without usage has no results.
 */
enum UsagePageJson {
    /** {@code organization.usage.embeddings.result} of OpenAI's API; {@code user_id} is always null. */
    OPENAI_EMBEDDINGS {
        @Override
        void fill(Map<String, Object> result, Quantities used) {
            result.put("object", "organization.usage.embeddings.result");
            result.put("input_tokens", used.inputTokens().count());
            result.put("num_model_requests", used.calls());
            result.put("user_id", null);
        }
    },
    /** {@code usage.result}: every quantity that is metered. */
    FAREBOX {
        @Override
        void fill(Map<String, Object> result, Quantities used) {
            result.put("object", "usage.result");
            result.put("calls", used.calls());
            result.put("input_tokens", used.inputTokens().count());
            result.put("output_tokens", used.outputTokens().count());
            result.put("input_bytes", used.inputBytes().bytes());
            result.put("output_bytes", used.outputBytes().bytes());
            result.put("compute_ms", used.compute().toMillis());
        }
    };

    Map<String, Object> page(UsagePage page) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("object", "page");
        json.put("data", page.buckets().stream().map(this::bucket).toList());
        json.put("has_more", page.next().isPresent());
        json.put("next_page", page.next().map(PageCursor::write).orElse(null));
        return json;
    }

    abstract void fill(Map<String, Object> result, Quantities used);

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
        Map<String, Object> json = new LinkedHashMap<>();
        fill(json, group.quantities());
        json.put("project_id", group.key().tenant().map(TenantId::value).orElse(null));
        json.put("api_key_id", group.key().key().map(KeyId::value).orElse(null));
        json.put("model", group.key().model().orElse(null));
        return json;
    }
}
