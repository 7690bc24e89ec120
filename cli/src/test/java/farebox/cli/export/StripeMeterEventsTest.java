package farebox.cli.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class StripeMeterEventsTest {
    private static final String EVENT = """
            {"event_name":"farebox_calls","identifier":"id-1","timestamp":1787220000,\
            "payload":{"stripe_customer_id":"cus_1","value":"10","model":"small"}}""";

    private HttpServer server;
    private int status = 200;
    private String body = "{}";
    private String received = "";
    private String authorization = "";

    @BeforeEach
    void receive() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/billing/meter_events", this::handle);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void anEvent_isSentAsStripeTakesIt() throws InterruptedException {
        assertThat(send()).isEqualTo(new SendStatus.Accepted());

        assertThat(authorization).isEqualTo("Bearer sk_test");
        assertThat(URLDecoder.decode(received, StandardCharsets.UTF_8))
                .isEqualTo("event_name=farebox_calls&identifier=id-1&timestamp=1787220000"
                        + "&payload[stripe_customer_id]=cus_1&payload[value]=10&payload[model]=small");
    }

    @Test
    void aDuplicate_isToldFromARejection() throws InterruptedException {
        status = 400;
        body = "{\"error\":{\"message\":\"An event already exists with identifier id-1.\"}}";
        assertThat(send()).isEqualTo(new SendStatus.Duplicate());

        body = "{\"error\":{\"message\":\"No such customer\"}}";
        assertThat(send()).isEqualTo(new SendStatus.Rejected("400 No such customer"));
    }

    @Test
    void whatMayWorkLater_isNotSent() throws InterruptedException {
        status = 503;
        body = "down";
        assertThat(send()).isEqualTo(new SendStatus.NotSent("503 "));

        server.stop(0);
        assertThat(send()).isEqualTo(new SendStatus.NotSent("ConnectException"));
    }

    private SendStatus send() throws InterruptedException {
        URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new StripeMeterEvents(endpoint, "sk_test").send(EVENT);
    }

    private void handle(HttpExchange exchange) throws IOException {
        authorization = exchange.getRequestHeaders().getFirst("authorization");
        received = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
