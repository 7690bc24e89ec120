package farebox.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
            names = {"OPEN_INFERENCE", "PROBLEM"})
    void add_changesNothingForOtherProtocols(ErrorFormat format) {
        HttpResponse response = HttpResponse.json(200, new byte[0]);

        assertThat(headers.add(response, format, context("acme"))).isEqualTo(response);
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
