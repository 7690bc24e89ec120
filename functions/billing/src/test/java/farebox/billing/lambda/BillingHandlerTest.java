package farebox.billing.lambda;

import static farebox.billing.SampleBooks.USD;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.databind.JsonNode;
import farebox.billing.Money;
import farebox.billing.cost.ReadCosts;
import farebox.billing.http.BillingRoutes;
import farebox.billing.invoice.InMemoryInvoiceStore;
import farebox.billing.invoice.Installation;
import farebox.billing.invoice.Invoice;
import farebox.billing.invoice.SampleInvoices;
import farebox.billing.prepaid.GrantCredit;
import farebox.billing.prepaid.InMemoryBalances;
import farebox.http.ApiDocumentation;
import farebox.http.Authenticator;
import farebox.http.FakeContext;
import farebox.http.Json;
import farebox.kernel.KeyId;
import farebox.kernel.ModelName;
import farebox.kernel.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BillingHandlerTest {
    private static final Path EVENTS = Path.of("..", "..", "events");

    private final Installation installation =
            new Installation().price("2026-11-01T00:00:00Z", "0.00333").at("2026-11-22T10:31:17Z");
    private final InMemoryBalances balances = new InMemoryBalances();
    private final InMemoryInvoiceStore invoices = new InMemoryInvoiceStore();
    private final BillingRoutes.Sources sources = new BillingRoutes.Sources(
            installation,
            balances,
            invoices,
            new ReadCosts(installation, installation.books()::all, installation.usages(), installation::now),
            installation.books()::all);
    private final BillingHandler handler =
            new BillingHandler(BillingWiring.of(sources, Authenticator.authorizer(), installation::now));

    @Test
    void routes_areDocumented() {
        ApiDocumentation.assertDocumented(new BillingRoutes(sources, new Json(), installation::now).routes().stream());
    }

    @Test
    void balance_isTheCallersOwn() {
        new GrantCredit(balances, 1).run(new TenantId("acme"), "g", Money.of("1.5", USD));

        assertThat(json(answer("billing-balance.json")).toString())
                .isEqualTo("{\"object\":\"balance\",\"available\":\"1.50\",\"held\":\"0.00\",\"spent\":\"0.00\","
                        + "\"currency\":\"USD\"}");
    }

    @Test
    void balances_ofAllTenants_areShownToAnAdminKey() {
        new GrantCredit(balances, 1).run(new TenantId("acme"), "g", Money.of("1.5", USD));
        APIGatewayProxyRequestEvent event = event("billing-costs.json");
        event.setPath("/v1/balance");
        event.setResource("/v1/balance");

        JsonNode page = json(answer(event));

        assertThat(page.path("data")).hasSize(1);
        assertThat(page.path("data").get(0).toString())
                .isEqualTo("{\"object\":\"balance\",\"available\":\"1.50\",\"held\":\"0.00\","
                        + "\"spent\":\"0.00\",\"currency\":\"USD\",\"tenant\":\"acme\"}");
        assertThat(page.path("has_more").asBoolean()).isFalse();
    }

    @Test
    void balance_ofATenantWithoutCredit_isZero() {
        assertThat(json(answer("billing-balance.json")).path("available").asText())
                .isEqualTo("0.00");
    }

    @Test
    void invoices_areTheCallersOwnNewestFirstByPage() {
        add("acme", "2026-07");
        add("other", "2026-08");
        add("acme", "2026-08");

        JsonNode list = json(answer("billing-invoices.json"));

        assertThat(list.path("data")).hasSize(1);
        assertThat(list.path("data").get(0).path("month").asText()).isEqualTo("2026-08");
        assertThat(list.path("data").get(0).path("tenant").asText()).isEqualTo("acme");
        assertThat(list.path("has_more").asBoolean()).isTrue();
        APIGatewayProxyRequestEvent next = event("billing-invoices.json");
        next.getMultiValueQueryStringParameters()
                .put("after", List.of(list.path("last_id").asText()));
        assertThat(json(answer(next)).path("data").get(0).path("month").asText())
                .isEqualTo("2026-07");
    }

    @Test
    void invoice_comesAsATable() {
        add("acme", "2026-08");

        APIGatewayProxyRequestEvent event = event("billing-refused-other-tenants-invoice.json");
        event.setPath("/v1/invoices/2026-08");
        event.setMultiValueQueryStringParameters(Map.of("format", List.of("csv")));

        assertThat(text(answer(event))).startsWith("InvoiceId,").contains("F-000001");
    }

    @Test
    void costs_areByDayAndTenantAndExact() {
        installation.calls("2026-11-22T10:00:00Z", 7);

        JsonNode bucket = json(answer("billing-costs.json")).path("data").get(0);

        assertThat(bucket.path("results").toString())
                .isEqualTo("[{\"object\":\"organization.costs.result\",\"amount\":{\"value\":0.02331,"
                        + "\"currency\":\"usd\"},\"line_item\":null,\"project_id\":\"acme\","
                        + "\"api_key_id\":null,\"model\":null,\"user_id\":null}]");
    }

    @Test
    void costs_areToldApartByKeyAndModel_andFilteredByThem() {
        installation
                .calls("2026-11-22T10:00:00Z", 7, new KeyId("key00001"), new ModelName("small"))
                .calls("2026-11-22T10:00:00Z", 3, new KeyId("key00002"), new ModelName("small"));
        APIGatewayProxyRequestEvent event = event("billing-costs.json");
        event.setMultiValueQueryStringParameters(Map.of(
                "start_time", List.of("1795305600"),
                "group_by[]", List.of("api_key_id", "model", "user_id"),
                "api_key_ids[]", List.of("key00002")));

        JsonNode bucket = json(answer(event)).path("data").get(0);

        assertThat(bucket.path("results").toString())
                .isEqualTo("[{\"object\":\"organization.costs.result\",\"amount\":{\"value\":0.00999,"
                        + "\"currency\":\"usd\"},\"line_item\":null,\"project_id\":null,"
                        + "\"api_key_id\":\"key00002\",\"model\":\"small\",\"user_id\":null}]");
    }

    @ParameterizedTest
    @CsvSource({
        "billing-refused-other-tenants-invoice.json, 404",
        "billing-refused-bucket-width.json, 400",
        "billing-refused-caller.json, 403"
    })
    void refusals_haveTheirStatus(String event, int status) {
        add("acme", "2026-08");
        add("other", "2026-08");

        assertThat(answer(event).getStatusCode()).isEqualTo(status);
    }

    private void add(String tenant, String month) {
        Invoice draft = SampleInvoices.draft(tenant, month);
        invoices.add(draft, true, number -> SampleInvoices.closed(tenant, month, number.orElseThrow()));
    }

    private APIGatewayProxyResponseEvent answer(String event) {
        return answer(event(event));
    }

    private APIGatewayProxyResponseEvent answer(APIGatewayProxyRequestEvent event) {
        APIGatewayProxyResponseEvent response = handler.handleRequest(event, new FakeContext("1a2b3c", 15_000));
        ApiDocumentation.assertDocumented(event, response);
        return response;
    }

    private static APIGatewayProxyRequestEvent event(String name) {
        try (InputStream json = Files.newInputStream(EVENTS.resolve(name))) {
            return LambdaEventSerializers.serializerFor(
                            APIGatewayProxyRequestEvent.class, BillingHandlerTest.class.getClassLoader())
                    .fromJson(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(APIGatewayProxyResponseEvent response) {
        assertThat(response.getStatusCode()).as(text(response)).isEqualTo(200);
        return new Json().object(text(response).getBytes(StandardCharsets.UTF_8));
    }

    private static String text(APIGatewayProxyResponseEvent response) {
        return response.getIsBase64Encoded()
                ? new String(Base64.getDecoder().decode(response.getBody()), StandardCharsets.UTF_8)
                : response.getBody();
    }
}
