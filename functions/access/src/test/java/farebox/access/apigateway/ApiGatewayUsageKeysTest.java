package farebox.access.apigateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.access.Tenant;
import farebox.access.UsageKey;
import farebox.access.UsageKeys;
import farebox.access.UsageKeysContract;
import farebox.kernel.Conflict;
import farebox.kernel.PlanName;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;

/** Over HTTP, because this one client is of another release than the rest of the SDK. */
class ApiGatewayUsageKeysTest {
    private static final PlanName FREE = new PlanName("free");
    private static final Map<PlanName, String> PLANS = Map.of(FREE, "p1", new PlanName("team"), "p2");
    private static final Tenant ACME =
            new Tenant(new TenantId("acme"), FREE, new UsageKey("u".repeat(40)), Instant.EPOCH);

    private final FakeGateway gateway = gateway();
    private final ApiGatewayClient client = ApiGatewayClient.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .endpointOverride(gateway.url())
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
            .build();
    private final ApiGatewayUsageKeys usageKeys = new ApiGatewayUsageKeys(client, PLANS);

    @AfterEach
    void end() {
        client.close();
        gateway.close();
    }

    @Nested
    class Contract extends UsageKeysContract {
        @Override
        public UsageKeys noUsageKeys() {
            return usageKeys;
        }

        @Override
        public Optional<PlanName> planOf(UsageKey usageKey) {
            return gateway.planOf(usageKey.value())
                    .flatMap(plan -> PLANS.entrySet().stream()
                            .filter(each -> each.getValue().equals(plan))
                            .map(Map.Entry::getKey)
                            .findFirst());
        }
    }

    @Test
    void register_twice_makesOneKey() {
        usageKeys.register(ACME);
        usageKeys.register(ACME);

        assertThat(gateway.size()).isEqualTo(1);
    }

    @Test
    void register_somebodyElseAtTheSameMoment_isAConflict() {
        gateway.breakDown();

        assertThatExceptionOfType(Conflict.class).isThrownBy(() -> usageKeys.register(ACME));
    }

    @Test
    void register_gatewayGone_isUnavailable() {
        gateway.close();

        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> usageKeys.register(ACME));
    }

    private static FakeGateway gateway() {
        try {
            return new FakeGateway();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
