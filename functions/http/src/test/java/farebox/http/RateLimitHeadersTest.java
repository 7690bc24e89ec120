package farebox.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import farebox.kernel.QuotaExceeded;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RateLimitHeadersTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final RateLimitHeaders headers = new RateLimitHeaders(now::get);

    @Test
    void add_countsDownFromTheBurst_andRefillsWithTime() {
        assertThat(add("acme")).isEqualTo("10 9 200ms");
        assertThat(add("acme")).isEqualTo("10 8 400ms");
        assertThat(add("beta")).isEqualTo("10 9 200ms");

        now.set(Instant.EPOCH.plus(Duration.ofMillis(200)));

        assertThat(add("acme")).isEqualTo("10 8 400ms");
    }

    @Test
    void add_isNeverBelowZero() {
        for (int i = 0; i < 12; i++) {
            add("acme");
        }

        assertThat(add("acme")).isEqualTo("10 0 2s");
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorFormat.class,
            names = {"OPENAI", "OPEN_INFERENCE"})
    void add_tellsPolicyAndRestAsTheIetfDraftsThem(ErrorFormat format) {
        Map<String, String> added = headers.add(HttpResponse.json(200, new byte[0]), format, context("acme"))
                .headers();

        assertThat(added)
                .containsEntry("ratelimit-policy", "\"burst\";q=10;w=2")
                .containsEntry("ratelimit", "\"burst\";r=9;t=1");
    }

    @Test
    void add_namesTheQuotaThatIsUsedUp_beforeTheBurst() {
        QuotaExceeded exceeded = new QuotaExceeded(
                "d", Duration.ofMillis(59_001), new QuotaExceeded.Quota("calls-day", 100, Duration.ofDays(1)));
        HttpResponse error = RateLimitHeaders.add(HttpResponse.json(429, new byte[0]), exceeded);

        assertThat(headers.add(error, ErrorFormat.OPENAI, context("acme")).headers())
                .containsEntry("ratelimit-policy", "\"calls-day\";q=100;w=86400")
                .containsEntry("ratelimit", "\"calls-day\";r=0;t=60");
    }

    @Test
    void add_changesNothingUnderOurOwnPaths() {
        HttpResponse response = HttpResponse.json(200, new byte[0]);

        assertThat(headers.add(response, ErrorFormat.PROBLEM, context("acme"))).isEqualTo(response);
    }

    @Test
    void add_changesNothingWhereNoPlanIsKnown() {
        HttpResponse response = HttpResponse.json(200, new byte[0]);

        assertThat(headers.add(response, ErrorFormat.OPENAI, Map.of("tenant", "acme")))
                .isEqualTo(response);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "free", "free=5", "free=0/10", "free=5/0", "free=5/10/3", "free=x/1"})
    void parse_rejectsASettingOfAnotherForm(String setting) {
        assertThatIllegalArgumentException().isThrownBy(() -> RateLimit.parse(setting));
    }

    private String add(String tenant) {
        Map<String, String> added = headers.add(
                        HttpResponse.json(200, new byte[0]), ErrorFormat.OPENAI, context(tenant))
                .headers();
        return added.get("x-ratelimit-limit-requests") + " " + added.get("x-ratelimit-remaining-requests") + " "
                + added.get("x-ratelimit-reset-requests");
    }

    private static Map<String, String> context(String tenant) {
        Map<String, String> context = new HashMap<>(RateLimit.parse("free=5/10 standard=500/2000")
                .getOrDefault("free", new RateLimit(1, 1))
                .context());
        context.put("tenant", tenant);
        return context;
    }
}
