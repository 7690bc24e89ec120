package farebox.cli.smoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import farebox.cli.operator.UserError;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SmokeTest {
    private static final String KEY = "fbx_live_key";

    private final List<String> told = new ArrayList<>();
    private HttpServer server;
    private int dimensions = 384;
    private int refusal = 401;
    private int counted = 9;
    private int usageAsked;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/embeddings", this::embedding);
        server.createContext("/v1/usage", this::usage);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void run_isContentWithAnEmbeddingARefusalAndUsageThatComesLate() {
        assertThatCode(this::calls).doesNotThrowAnyException();
        assertThat(told).hasSize(3);
        assertThat(usageAsked).isEqualTo(3);
    }

    @Test
    void run_anEmbeddingOfAnotherSize_fails() {
        dimensions = 3;

        assertThatExceptionOfType(UserError.class).isThrownBy(this::calls).withMessageContaining("with the key");
    }

    @Test
    void run_aWrongKeyThatIsLetIn_fails() {
        refusal = 200;

        assertThatExceptionOfType(UserError.class).isThrownBy(this::calls).withMessageContaining("wrong key");
    }

    @Test
    void run_usageOfMoreThanWasCalled_fails() {
        counted = 18;

        assertThatExceptionOfType(UserError.class).isThrownBy(this::calls).withMessageContaining("usage");
    }

    @Test
    void cents_areFew() {
        assertThat(SmokeCosts.cents()).isBetween(new BigDecimal("0.5"), new BigDecimal("3"));
    }

    private void calls() throws InterruptedException {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        new SmokeCalls(url, told::add, () -> Instant.EPOCH, length -> {}).run(KEY);
    }

    private void embedding(HttpExchange exchange) throws IOException {
        boolean known = exchange.getRequestHeaders().getFirst("Authorization").equals("Bearer " + KEY);
        answer(exchange, known ? 200 : refusal, """
                {"data": [{"embedding": %s}], "usage": {"total_tokens": 9}}""".formatted(Collections.nCopies(dimensions, 0.5)));
    }

    private void usage(HttpExchange exchange) throws IOException {
        usageAsked++;
        answer(exchange, 200, usageAsked < 3 ? """
                {"data": []}""" : """
                {"data": [{"results": [{"input_tokens": %d}]}]}""".formatted(counted));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
