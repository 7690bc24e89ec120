package farebox.local.apigateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.local.http.WebServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway behind a real server and called by real clients. */
class HttpTest {
    @TempDir
    Path folder;

    private GatewayFixture gatewayFixture;
    private WebServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void start() throws IOException {
        gatewayFixture = new GatewayFixture(folder, Map.of()).admitting();
        server = WebServer.start("gateway-test", 0, Gateway.MAX_BODY, gatewayFixture.gateway);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void bytes_goThroughBothWays() throws Exception {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        gatewayFixture.functions.on(
                "backend",
                event -> FakeFunctions.answered("{\"isBase64Encoded\": true, \"body\": \""
                        + event.get("body").asText() + "\"}"));

        HttpResponse<byte[]> answer = client.send(
                call("/files/x").PUT(BodyPublishers.ofByteArray(bytes)).build(), BodyHandlers.ofByteArray());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(bytes);
        assertThat(answer.headers().firstValue("content-length")).contains("256");
    }

    @Test
    void escapesInThePath_arriveAsTheyWereSent() throws Exception {
        client.send(call("/files/a%2Fb%20c/d+e?q=%C3%A9&q=2").build(), BodyHandlers.ofString());

        JsonNode event = gatewayFixture.functions.lastEvent("backend");
        assertThat(event.get("path").asText()).isEqualTo("/files/a%2Fb%20c/d+e");
        assertThat(event.at("/pathParameters/path").asText()).isEqualTo("a%2Fb%20c/d+e");
        assertThat(event.at("/multiValueQueryStringParameters/q/0").asText()).isEqualTo("é");
        assertThat(event.at("/requestContext/identity/sourceIp").asText()).isEqualTo("127.0.0.1");
    }

    @Test
    void head_hasTheHeadersOfTheAnswerAndNoBody() throws Exception {
        gatewayFixture.functions.on("backend", "{\"body\": \"12345\", \"headers\": {\"x-mine\": \"1\"}}");

        HttpResponse<String> answer = client.send(
                call("/files/x").method("HEAD", BodyPublishers.noBody()).build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-mine")).contains("1");
        assertThat(answer.body()).isEmpty();
        assertThat(gatewayFixture
                        .functions
                        .lastEvent("backend")
                        .get("httpMethod")
                        .asText())
                .isEqualTo("HEAD");
    }

    @Test
    void optionsOfARouteThatTakesAnyMethod_reachTheFunction() throws Exception {
        client.send(call("/files/x").method("OPTIONS", BodyPublishers.noBody()).build(), BodyHandlers.ofString());

        assertThat(gatewayFixture
                        .functions
                        .lastEvent("backend")
                        .get("httpMethod")
                        .asText())
                .isEqualTo("OPTIONS");
    }

    @Test
    void aBodyOverTheLimit_isAnsweredAndTheNextCallServed() throws Exception {
        byte[] large = new byte[64 * 1024 * 1024];

        HttpResponse<String> answer = client.send(
                call("/files/x").PUT(BodyPublishers.ofByteArray(large)).build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).isEqualTo("{\"message\":\"Request Too Long\"}");
        assertThat(answer.headers().firstValue("x-amz-apigw-id")).isPresent();
        assertThat(gatewayFixture.logged()).singleElement().asString().contains("REQUEST_TOO_LARGE");
        assertThat(client.send(call("/open").build(), BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void severalRequests_goThroughOneConnection() throws Exception {
        gatewayFixture.functions.on("backend", "{\"body\": \"ok\"}");
        String request = "GET /open HTTP/1.1\r\nHost: localhost\r\n\r\n";
        String last = "GET /open HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write((request + request + last).getBytes(StandardCharsets.US_ASCII));
            String answers = readAll(socket.getInputStream());

            assertThat(answers.split("HTTP/1.1 200", -1)).hasSize(4);
        }
    }

    @Test
    void chunkedBodies_arriveWhole() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            String head = "PUT /files/x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n";
            String chunks = "Connection: close\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
            socket.getOutputStream().write((head + chunks).getBytes(StandardCharsets.US_ASCII));
            assertThat(readAll(socket.getInputStream())).startsWith("HTTP/1.1 200");
        }
        JsonNode event = gatewayFixture.functions.lastEvent("backend");
        assertThat(Base64.getDecoder().decode(event.get("body").asText()))
                .asString()
                .isEqualTo("abcde");
        assertThat(event.get("headers").has("transfer-encoding")).isFalse();
    }

    private HttpRequest.Builder call(String target) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + target));
    }

    private static String readAll(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        in.transferTo(all);
        return all.toString(StandardCharsets.US_ASCII);
    }
}
