package farebox.local.apigateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.ByteCount;
import farebox.local.http.WebServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.ApiKey;
import software.amazon.awssdk.services.apigateway.model.BadRequestException;
import software.amazon.awssdk.services.apigateway.model.ConflictException;
import software.amazon.awssdk.services.apigateway.model.CreateApiKeyResponse;
import software.amazon.awssdk.services.apigateway.model.NotFoundException;
import software.amazon.awssdk.services.apigateway.model.UsagePlan;
import software.amazon.awssdk.services.apigateway.model.UsagePlanKey;

/** The control plane as AWS's own client sees it. */
class ControlPlaneTest {
    private static final String VALUE = "a-value-that-is-long-enough";

    @TempDir
    Path folder;

    private GatewayFixture gatewayFixture;
    private WebServer server;
    private ApiGatewayClient client;

    @BeforeEach
    void start() throws IOException {
        gatewayFixture = new GatewayFixture(folder, Map.of());
        ControlPlane plane =
                new ControlPlane(gatewayFixture.keys, gatewayFixture.quotas, gatewayFixture.deployment.usagePlans());
        server = WebServer.start("control-test", 0, ByteCount.ofMebibytes(1), plane);
        client = ApiGatewayClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + server.port()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void aKeyThatIsPutUnderAPlan_opensTheGateway() {
        gatewayFixture.functions.on(
                "authorizer", GatewayFixture.policy("Allow", "*", ",\"usageIdentifierKey\":\"" + VALUE + "\""));
        assertThat(gatewayFixture.post("/v1/items/1", "{}").status()).isEqualTo(403);

        String plan = planNamed("small").id();
        String key = create().id();
        client.createUsagePlanKey(put -> put.usagePlanId(plan).keyId(key).keyType("API_KEY"));

        assertThat(gatewayFixture.post("/v1/items/1", "{}").status()).isEqualTo(200);
        assertThat(client.getUsagePlanKeys(get -> get.usagePlanId(plan)).items())
                .extracting(UsagePlanKey::id)
                .containsExactly(key);
        assertThat(client.getUsagePlanKey(get -> get.usagePlanId(plan).keyId(key))
                        .value())
                .isEqualTo(VALUE);

        client.deleteUsagePlanKey(delete -> delete.usagePlanId(plan).keyId(key));
        assertThat(gatewayFixture.post("/v1/items/1", "{}").status()).isEqualTo(403);
    }

    @Test
    void keys_areFoundByTheBeginningOfTheirName() {
        String key = create().id();
        client.createApiKey(put -> put.name("other").enabled(true));

        assertThat(client.getApiKeysPaginator(get -> get.nameQuery("tenant").includeValues(true))
                        .items())
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.id()).isEqualTo(key);
                    assertThat(found.value()).isEqualTo(VALUE);
                    assertThat(found.enabled()).isTrue();
                    assertThat(found.createdDate()).isEqualTo(Instant.parse("2026-03-10T00:03:59Z"));
                });
        assertThat(client.getApiKeys().items())
                .hasSize(2)
                .extracting(ApiKey::value)
                .containsOnlyNulls();
        assertThat(client.getApiKey(get -> get.apiKey(key)).value()).isNull();
        assertThat(client.getApiKey(get -> get.apiKey(key).includeValue(true)).value())
                .isEqualTo(VALUE);
    }

    @Test
    void aDeletedKey_isGone() {
        String key = create().id();

        client.deleteApiKey(delete -> delete.apiKey(key));

        assertThat(client.getApiKeys().items()).isEmpty();
    }

    @Test
    void usagePlans_sayWhatTheTemplateSays() {
        UsagePlan small = planNamed("small");

        assertThat(small.throttle().rateLimit()).isEqualTo(2);
        assertThat(small.throttle().burstLimit()).isEqualTo(3);
        assertThat(small.quota().limit()).isEqualTo(5);
        assertThat(small.quota().periodAsString()).isEqualTo("DAY");
        assertThat(small.apiStages())
                .singleElement()
                .satisfies(stage -> assertThat(stage.stage()).isEqualTo("live"));
        assertThat(client.getUsagePlan(get -> get.usagePlanId(small.id()))).isNotNull();
        assertThat(planNamed("large").throttle()).isNull();
    }

    @Test
    void mistakes_areTheExceptionsOfTheService() {
        String plan = planNamed("small").id();
        create();

        assertThatExceptionOfType(ConflictException.class).isThrownBy(this::create);
        assertThatExceptionOfType(BadRequestException.class)
                .isThrownBy(() -> client.createApiKey(put -> put.value("short")));
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> client.deleteApiKey(delete -> delete.apiKey("unknown")));
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() ->
                        client.getUsagePlanKey(get -> get.usagePlanId(plan).keyId("unknown")));
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> client.getUsagePlanKeys(get -> get.usagePlanId("unknown")));
        assertThatExceptionOfType(BadRequestException.class).isThrownBy(client::getRestApis);
    }

    @Test
    void whatIsLeftOfAQuota_canBeSet_forTheCurrentPeriod() throws Exception {
        gatewayFixture.admitting();
        String usage = "/usageplans/" + planNamed("small").id() + "/keys/"
                + gatewayFixture.keys.all().getFirst().id() + "/usage";

        HttpResponse<String> response = patch(usage, "/remaining");

        assertThat(response.body()).contains("[[4,1]]");
        assertThat(gatewayFixture.post("/v1/items/1", "{}").status()).isEqualTo(200);
        assertThat(gatewayFixture.post("/v1/items/1", "{}").status()).isEqualTo(429);
        assertThat(patch(usage, "/limit").statusCode()).isEqualTo(400);
    }

    /** By hand: the HTTP client that the others use here knows no PATCH. */
    private HttpResponse<String> patch(String target, String path) throws IOException, InterruptedException {
        String body = "{\"patchOperations\": [{\"op\": \"replace\", \"path\": \"" + path + "\", \"value\": \"1\"}]}";
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + target))
                .method("PATCH", HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private UsagePlan planNamed(String name) {
        return client.getUsagePlans().items().stream()
                .filter(plan -> plan.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private CreateApiKeyResponse create() {
        return client.createApiKey(put -> put.name("tenant-a").value(VALUE).enabled(true));
    }
}
