package farebox.cli.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import farebox.cli.export.MarketplaceUsage.SentRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.marketplacemetering.MarketplaceMeteringClient;

/** The SDK's own client against a server that answers as the API's reference has it. */
final class MarketplaceUsageTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final List<JsonNode> calls = new ArrayList<>();
    private final Map<String, String> statuses = new HashMap<>();
    private final Map<String, Integer> unprocessed = new HashMap<>();
    private final Map<String, String> errors = new HashMap<>();
    private HttpServer server;
    private String action = "";
    private String authorization = "";

    @BeforeEach
    void receive() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aCall_isSentAndItsRecordsAreAccepted() throws InterruptedException {
        List<SentRecord> sent = send("one", "two");

        assertThat(sent).extracting(SentRecord::status).containsOnly(new SendStatus.Accepted());
        assertThat(sent)
                .extracting(record -> record.usage().customerIdentifier())
                .containsExactly("one", "two");
        assertThat(action).isEqualTo("AWSMPMeteringService.BatchMeterUsage");
        assertThat(authorization).startsWith("AWS4-HMAC-SHA256").contains("us-east-1/aws-marketplace");
        assertThat(calls).hasSize(1);
        assertThat(calls.getFirst().path("ProductCode").asText()).isEqualTo("product");
        JsonNode record = calls.getFirst().path("UsageRecords").get(0);
        assertThat(record.path("Timestamp").asLong()).isEqualTo(1787220000);
        assertThat(record.path("Dimension").asText()).isEqualTo("calls");
        assertThat(record.path("Quantity").asInt()).isEqualTo(5);
    }

    @Test
    void eachRecord_hasItsOwnStatus() throws InterruptedException {
        statuses.put("gone", "CustomerNotSubscribed");
        statuses.put("other", "DuplicateRecord");
        statuses.put("new", "SomethingNew");

        List<SentRecord> sent = send("one", "gone", "other", "new");

        assertThat(sent).extracting(record -> record.status().isTaken()).containsExactly(true, false, false, false);
        assertThat(sent.get(1).status().toString()).contains("not subscribed");
        assertThat(sent.get(2).status().toString()).contains("another quantity");
        assertThat(sent.get(3).status()).isEqualTo(new SendStatus.Rejected("SomethingNew"));
    }

    @Test
    void whatIsNotProcessed_isSentAgain_andOnlyThat() throws InterruptedException {
        unprocessed.put("two", 2);

        List<SentRecord> sent = send("one", "two");

        assertThat(sent).extracting(SentRecord::status).containsOnly(new SendStatus.Accepted());
        assertThat(calls).extracting(call -> call.path("UsageRecords").size()).containsExactly(2, 1, 1);
    }

    @Test
    void whatIsNeverProcessed_isNotSent() throws InterruptedException {
        unprocessed.put("two", 100);

        List<SentRecord> sent = send("one", "two");

        assertThat(sent.getLast().status()).isEqualTo(new SendStatus.NotSent("not processed"));
        assertThat(calls).hasSize(4);
    }

    @Test
    void aRecordThatTheWholeCallIsRefusedFor_holdsUpNoOther() throws InterruptedException {
        errors.put("late", "TimestampOutOfBoundsException");

        List<SentRecord> sent = send("one", "late", "two");

        assertThat(sent).extracting(record -> record.status().isTaken()).containsExactly(true, false, true);
        assertThat(sent.get(1).status().toString()).contains("Rejected", "TimestampOutOfBoundsException");
    }

    @Test
    void aServiceThatFails_orIsNotThere_isSentAgainLater() throws InterruptedException {
        errors.put("one", "InternalServiceErrorException");
        assertThat(send("one", "two")).extracting(SentRecord::status).allMatch(SendStatus.NotSent.class::isInstance);

        server.stop(0);
        assertThat(send("two")).extracting(SentRecord::status).allMatch(SendStatus.NotSent.class::isInstance);
    }

    @Test
    void whatIsNoCall_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> usage().send("no JSON"));
    }

    private List<SentRecord> send(String... customers) throws InterruptedException {
        ObjectNode call = MAPPER.createObjectNode().put("ProductCode", "product");
        for (String customer : customers) {
            call.withArray("UsageRecords")
                    .addObject()
                    .put("Timestamp", 1787220000)
                    .put("CustomerIdentifier", customer)
                    .put("Dimension", "calls")
                    .put("Quantity", 5);
        }
        return usage().send(call.toString());
    }

    private MarketplaceUsage usage() {
        MarketplaceMeteringClient client = MarketplaceMeteringClient.builder()
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .build();
        return new MarketplaceUsage(client, Duration.ZERO);
    }

    private void handle(HttpExchange exchange) throws IOException {
        action = exchange.getRequestHeaders().getFirst("x-amz-target");
        authorization = exchange.getRequestHeaders().getFirst("authorization");
        JsonNode call = MAPPER.readTree(exchange.getRequestBody());
        calls.add(call);
        String error = call.path("UsageRecords").findValuesAsText("CustomerIdentifier").stream()
                .map(customer -> errors.getOrDefault(customer, ""))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("");
        if (error.isEmpty()) {
            respond(exchange, 200, answer(call));
        } else {
            ObjectNode body = MAPPER.createObjectNode().put("__type", error).put("message", "refused");
            respond(exchange, error.startsWith("Internal") ? 500 : 400, body);
        }
    }

    private ObjectNode answer(JsonNode call) {
        ObjectNode body = MAPPER.createObjectNode();
        body.putArray("Results");
        body.putArray("UnprocessedRecords");
        call.path("UsageRecords").forEach(record -> {
            String customer = record.path("CustomerIdentifier").asText();
            if (unprocessed.merge(customer, -1, Integer::sum) >= 0) {
                body.withArray("UnprocessedRecords").add(record);
            } else {
                body.withArray("Results")
                        .addObject()
                        .put("Status", statuses.getOrDefault(customer, "Success"))
                        .put("MeteringRecordId", "m-" + customer)
                        .set("UsageRecord", record);
            }
        });
        return body;
    }

    private static void respond(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("content-type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
