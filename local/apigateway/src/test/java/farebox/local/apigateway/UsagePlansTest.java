package farebox.local.apigateway;

import static farebox.local.apigateway.GatewayFixture.policy;
import static farebox.local.apigateway.GatewayFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import farebox.local.http.WebResponse;
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

    private GatewayFixture gatewayFixture;

    @BeforeEach
    void start() {
        gatewayFixture = new GatewayFixture(folder, Map.of());
    }

    @Test
    void aKeyUnderAPlan_passesAndReachesTheFunction() {
        gatewayFixture.admitting();

        assertThat(gatewayFixture.post(KEYED, "{}").status()).isEqualTo(200);
        assertThat(gatewayFixture
                        .functions
                        .lastEvent("backend")
                        .at("/requestContext/identity/apiKey")
                        .asText())
                .isEqualTo(GatewayFixture.KEY_VALUE);
    }

    @Test
    void noKey_isForbidden() {
        gatewayFixture.functions.on("authorizer", policy("Allow", "*", ""));

        assertForbidden(gatewayFixture.post(KEYED, "{}"));
    }

    @Test
    void anUnknownKey_isForbidden() {
        gatewayFixture.functions.on(
                "authorizer", policy("Allow", "*", ",\"usageIdentifierKey\":\"nobody-knows-this-key\""));

        assertForbidden(gatewayFixture.post(KEYED, "{}"));
    }

    @Test
    void aKeyThatTheCallerSends_doesNotCount() {
        gatewayFixture.admitting();
        gatewayFixture.functions.on("authorizer", policy("Allow", "*", ""));

        assertForbidden(gatewayFixture.send(
                GatewayFixture.request("POST", KEYED, Map.of("x-api-key", GatewayFixture.KEY_VALUE), new byte[0])));
    }

    @Test
    void aKeyUnderNoPlan_isForbidden() {
        gatewayFixture.admitting();
        GatewayApiKey key =
                gatewayFixture.keys.withValue(GatewayFixture.KEY_VALUE).orElseThrow();

        gatewayFixture.keys.detach(
                key.id(), gatewayFixture.deployment.usagePlans().getFirst().id());

        assertForbidden(gatewayFixture.post(KEYED, "{}"));
    }

    @Test
    void aDisabledKey_isForbidden() {
        gatewayFixture.functions.on(
                "authorizer", policy("Allow", "*", ",\"usageIdentifierKey\":\"" + GatewayFixture.KEY_VALUE + "\""));
        GatewayApiKey key = gatewayFixture.keys.create("off", GatewayFixture.KEY_VALUE, false);
        gatewayFixture.keys.attach(
                key.id(), gatewayFixture.deployment.usagePlans().getFirst().id());

        assertForbidden(gatewayFixture.post(KEYED, "{}"));
    }

    @Test
    void moreThanTheBurst_isTooMany_untilTokensComeBack() {
        gatewayFixture.admitting();

        assertThat(statuses(4)).containsExactly(200, 200, 200, 429);
        assertThat(text(gatewayFixture.post(KEYED, "{}"))).isEqualTo("{\"message\":\"Too Many Requests\"}");

        gatewayFixture.clock.advance(Duration.ofMillis(499));
        assertThat(statuses(1)).containsExactly(429);
        gatewayFixture.clock.advance(Duration.ofMillis(1));
        assertThat(statuses(2)).containsExactly(200, 429);
    }

    @Test
    void theBucket_neverHoldsMoreThanTheBurst() {
        gatewayFixture.admitting();
        statuses(1);

        gatewayFixture.clock.advance(Duration.ofHours(1));

        assertThat(statuses(4)).containsExactly(200, 200, 200, 429);
    }

    @Test
    void moreThanTheQuota_isLimitExceeded_untilMidnightUtc() {
        gatewayFixture.admitting();
        assertThat(slowly(5)).containsOnly(200);

        WebResponse sixth = gatewayFixture.post(KEYED, "{}");

        assertThat(sixth.status()).isEqualTo(429);
        assertThat(text(sixth)).isEqualTo("{\"message\":\"Limit Exceeded\"}");
        // It is four minutes past midnight.
        gatewayFixture.clock.advance(Duration.ofHours(24).minusMinutes(5));
        assertThat(slowly(1)).containsOnly(429);
        gatewayFixture.clock.advance(Duration.ofMinutes(1));
        assertThat(slowly(1)).containsOnly(200);
    }

    @Test
    void throttledCalls_doNotCountAgainstTheQuota() {
        gatewayFixture.admitting();
        statuses(10);

        gatewayFixture.clock.advance(Duration.ofSeconds(10));

        assertThat(statuses(2)).containsExactly(200, 200);
    }

    @Test
    void eachKey_hasABucketOfItsOwn() {
        gatewayFixture.admitting();
        statuses(4);
        GatewayApiKey other = gatewayFixture.keys.create("tenant-b", "usage-identifier-of-tenant-b", true);
        gatewayFixture.keys.attach(
                other.id(), gatewayFixture.deployment.usagePlans().getFirst().id());
        gatewayFixture.functions.on(
                "authorizer", policy("Allow", "*", ",\"usageIdentifierKey\":\"" + other.value() + "\""));

        assertThat(statuses(1)).containsExactly(200);
    }

    @Test
    void aPlansMethodThrottle_isStricterThanThePlan() {
        gatewayFixture.functions.on(
                "authorizer", policy("Allow", "*", ",\"usageIdentifierKey\":\"" + GatewayFixture.KEY_VALUE + "\""));
        GatewayApiKey key = gatewayFixture.keys.create("tenant-a", GatewayFixture.KEY_VALUE, true);
        gatewayFixture.keys.attach(
                key.id(), gatewayFixture.deployment.usagePlans().getLast().id());

        assertThat(statuses(2)).containsExactly(200, 429);
        gatewayFixture.clock.advance(Duration.ofSeconds(1));
        assertThat(statuses(2)).containsExactly(200, 429);
    }

    @Test
    void theStagesThrottle_holdsForEveryoneTogether() {
        assertThat(IntStream.range(0, 3)
                        .map(call -> gatewayFixture.get("/slow").status())
                        .boxed()
                        .toList())
                .containsExactly(200, 200, 429);
        assertThat(gatewayFixture.get("/open").status()).isEqualTo(200);
    }

    @Test
    void routesWithoutAKey_areNotCounted() {
        gatewayFixture.admitting();

        assertThat(IntStream.range(0, 20)
                        .map(call -> gatewayFixture.get("/files/a").status())
                        .boxed()
                        .toList())
                .containsOnly(200);
    }

    private static void assertForbidden(WebResponse response) {
        assertThat(response.status()).isEqualTo(403);
        assertThat(text(response)).isEqualTo("{\"message\":\"Forbidden\"}");
    }

    private List<Integer> statuses(int calls) {
        return IntStream.range(0, calls)
                .map(call -> gatewayFixture.post(KEYED, "{}").status())
                .boxed()
                .toList();
    }

    private List<Integer> slowly(int calls) {
        return IntStream.range(0, calls)
                .map(call -> {
                    gatewayFixture.clock.advance(Duration.ofSeconds(2));
                    return gatewayFixture.post(KEYED, "{}").status();
                })
                .boxed()
                .toList();
    }
}
