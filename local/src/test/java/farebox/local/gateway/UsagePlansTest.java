package farebox.local.gateway;

import static farebox.local.gateway.Laptop.policy;
import static farebox.local.gateway.Laptop.text;
import static org.assertj.core.api.Assertions.assertThat;

import farebox.local.web.WebAnswer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys, throttles and quotas. The small plan has 2 calls a second, 3 at once, 5 a day. */
class UsagePlansTest {
    private static final String KEYED = "/v1/items/1";

    @TempDir
    Path folder;

    private Laptop laptop;

    @BeforeEach
    void start() {
        laptop = new Laptop(folder, Map.of());
    }

    @Test
    void aKeyUnderAPlan_passesAndReachesTheFunction() {
        laptop.admitting();

        assertThat(laptop.post(KEYED, "{}").status()).isEqualTo(200);
        assertThat(laptop.functions
                        .lastEvent("backend")
                        .at("/requestContext/identity/apiKey")
                        .asText())
                .isEqualTo(Laptop.KEY_VALUE);
    }

    @Test
    void noKey_isForbidden() {
        laptop.functions.on("authorizer", policy("Allow", "*", ""));

        assertForbidden(laptop.post(KEYED, "{}"));
    }

    @Test
    void anUnknownKey_isForbidden() {
        laptop.functions.on("authorizer", policy("Allow", "*", ",\"usageIdentifierKey\":\"nobody-knows-this-key\""));

        assertForbidden(laptop.post(KEYED, "{}"));
    }

    @Test
    void aKeyThatTheCallerSends_doesNotCount() {
        laptop.admitting();
        laptop.functions.on("authorizer", policy("Allow", "*", ""));

        assertForbidden(laptop.send(Laptop.request("POST", KEYED, Map.of("x-api-key", Laptop.KEY_VALUE), new byte[0])));
    }

    @Test
    void aKeyUnderNoPlan_isForbidden() {
        laptop.admitting();
        ApiKey key = laptop.keys.withValue(Laptop.KEY_VALUE).orElseThrow();

        laptop.keys.detach(key.id(), laptop.deployment.usagePlans().getFirst().id());

        assertForbidden(laptop.post(KEYED, "{}"));
    }

    @Test
    void aDisabledKey_isForbidden() {
        laptop.functions.on("authorizer", policy("Allow", "*", ",\"usageIdentifierKey\":\"" + Laptop.KEY_VALUE + "\""));
        ApiKey key = laptop.keys.create("off", Laptop.KEY_VALUE, false);
        laptop.keys.attach(key.id(), laptop.deployment.usagePlans().getFirst().id());

        assertForbidden(laptop.post(KEYED, "{}"));
    }

    @Test
    void moreThanTheBurst_isTooMany_untilTokensComeBack() {
        laptop.admitting();

        assertThat(statuses(4)).containsExactly(200, 200, 200, 429);
        assertThat(text(laptop.post(KEYED, "{}"))).isEqualTo("{\"message\":\"Too Many Requests\"}");

        laptop.clock.move(Duration.ofMillis(499));
        assertThat(statuses(1)).containsExactly(429);
        laptop.clock.move(Duration.ofMillis(1));
        assertThat(statuses(2)).containsExactly(200, 429);
    }

    @Test
    void theBucket_neverHoldsMoreThanTheBurst() {
        laptop.admitting();
        statuses(1);

        laptop.clock.move(Duration.ofHours(1));

        assertThat(statuses(4)).containsExactly(200, 200, 200, 429);
    }

    @Test
    void moreThanTheQuota_isLimitExceeded_untilMidnightUtc() {
        laptop.admitting();
        assertThat(slowly(5)).containsOnly(200);

        WebAnswer sixth = laptop.post(KEYED, "{}");

        assertThat(sixth.status()).isEqualTo(429);
        assertThat(text(sixth)).isEqualTo("{\"message\":\"Limit Exceeded\"}");
        // It is four minutes past midnight.
        laptop.clock.move(Duration.ofHours(24).minusMinutes(5));
        assertThat(slowly(1)).containsOnly(429);
        laptop.clock.move(Duration.ofMinutes(1));
        assertThat(slowly(1)).containsOnly(200);
    }

    @Test
    void throttledCalls_doNotCountAgainstTheQuota() {
        laptop.admitting();
        statuses(10);

        laptop.clock.move(Duration.ofSeconds(10));

        assertThat(statuses(2)).containsExactly(200, 200);
    }

    @Test
    void eachKey_hasABucketOfItsOwn() {
        laptop.admitting();
        statuses(4);
        ApiKey other = laptop.keys.create("tenant-b", "usage-identifier-of-tenant-b", true);
        laptop.keys.attach(other.id(), laptop.deployment.usagePlans().getFirst().id());
        laptop.functions.on("authorizer", policy("Allow", "*", ",\"usageIdentifierKey\":\"" + other.value() + "\""));

        assertThat(statuses(1)).containsExactly(200);
    }

    @Test
    void aPlansMethodThrottle_isStricterThanThePlan() {
        laptop.functions.on("authorizer", policy("Allow", "*", ",\"usageIdentifierKey\":\"" + Laptop.KEY_VALUE + "\""));
        ApiKey key = laptop.keys.create("tenant-a", Laptop.KEY_VALUE, true);
        laptop.keys.attach(key.id(), laptop.deployment.usagePlans().getLast().id());

        assertThat(statuses(2)).containsExactly(200, 429);
        laptop.clock.move(Duration.ofSeconds(1));
        assertThat(statuses(2)).containsExactly(200, 429);
    }

    @Test
    void theStagesThrottle_holdsForEveryoneTogether() {
        assertThat(IntStream.range(0, 3)
                        .map(call -> laptop.get("/slow").status())
                        .boxed()
                        .toList())
                .containsExactly(200, 200, 429);
        assertThat(laptop.get("/open").status()).isEqualTo(200);
    }

    @Test
    void routesWithoutAKey_areNotCounted() {
        laptop.admitting();

        assertThat(IntStream.range(0, 20)
                        .map(call -> laptop.get("/files/a").status())
                        .boxed()
                        .toList())
                .containsOnly(200);
    }

    private static void assertForbidden(WebAnswer answer) {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(text(answer)).isEqualTo("{\"message\":\"Forbidden\"}");
    }

    private List<Integer> statuses(int calls) {
        return IntStream.range(0, calls)
                .map(call -> laptop.post(KEYED, "{}").status())
                .boxed()
                .toList();
    }

    private List<Integer> slowly(int calls) {
        return IntStream.range(0, calls)
                .map(call -> {
                    laptop.clock.move(Duration.ofSeconds(2));
                    return laptop.post(KEYED, "{}").status();
                })
                .boxed()
                .toList();
    }
}
