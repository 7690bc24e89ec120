package farebox.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;

/** What was used in the last hours, as both usage APIs tell it. */
record Usage(long calls, long tokens) {
    static final Usage NONE = new Usage(0, 0);

    /** Sums lag behind the events, by seconds on a machine that does something else too. */
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** As a tenant sees itself. */
    static Usage own(Target caller) {
        return sum(PlainHttp.of(caller).get("/v1/usage?" + span()), "calls");
    }

    /** As the operator sees a tenant, in OpenAI's shape. */
    static Usage ofTenant(Target target, String tenant) {
        return sum(
                PlainHttp.of(target.with(target.adminKey()))
                        .get("/v1/organization/usage/embeddings?" + span() + "&project_ids=" + tenant),
                "num_model_requests");
    }

    /** Waits until both APIs tell this of a tenant. */
    void isToldOf(Target caller, String tenant) {
        Await.settles(() -> own(caller), this, TIMEOUT);
        assertThat(ofTenant(caller, tenant)).isEqualTo(this);
    }

    private static String span() {
        return "bucket_width=1h&limit=24&start_time="
                + Instant.now().minus(Duration.ofHours(2)).getEpochSecond();
    }

    private static Usage sum(HttpReply httpReply, String calls) {
        assertThat(httpReply.status()).as(httpReply.text()).isEqualTo(200);
        Usage sum = NONE;
        for (JsonNode bucket : httpReply.json().path("data")) {
            for (JsonNode result : bucket.path("results")) {
                sum = new Usage(
                        sum.calls + result.path(calls).longValue(),
                        sum.tokens + result.path("input_tokens").longValue());
            }
        }
        return sum;
    }
}
