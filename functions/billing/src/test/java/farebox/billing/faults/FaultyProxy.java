package farebox.billing.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Forwards requests to a service, or does with them what networks and services do. */
final class FaultyProxy implements AutoCloseable {
    /** What becomes of a request. */
    enum Fate {
        FORWARDED,
        /** It never arrives; the connection breaks. */
        REQUEST_LOST,
        /** It is carried out, and nobody learns of it. */
        RESPONSE_LOST,
        SERVER_ERROR,
        THROTTLED,
        /** It arrives twice; the second response is the one that is seen. */
        SENT_TWICE
    }

    private static final List<String> PASSED_ON =
            List.of("content-type", "x-amz-target", "authorization", "x-amz-date");

    private final URI service;
    private final double faults;
    private final SplittableRandom random;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<Fate, Integer> seen = new EnumMap<>(Fate.class);
    private final HttpServer server;

    /** @param faults the share of requests that meet one */
    FaultyProxy(URI service, double faults, long seed) throws IOException {
        this.service = service;
        this.faults = faults;
        this.random = new SplittableRandom(seed);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    synchronized Map<Fate, Integer> seen() {
        return new EnumMap<>(seen);
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        switch (fate()) {
            case FORWARDED -> respond(exchange, forward(exchange, body));
            case REQUEST_LOST -> exchange.close();
            case RESPONSE_LOST -> {
                forward(exchange, body);
                exchange.close();
            }
            case SERVER_ERROR -> error(exchange, 500, "InternalServerError");
            case THROTTLED -> error(exchange, 400, "ProvisionedThroughputExceededException");
            case SENT_TWICE -> {
                forward(exchange, body);
                respond(exchange, forward(exchange, body));
            }
        }
    }

    private synchronized Fate fate() {
        Fate fate = random.nextDouble() < faults
                ? Fate.values()[1 + random.nextInt(Fate.values().length - 1)]
                : Fate.FORWARDED;
        seen.merge(fate, 1, Integer::sum);
        return fate;
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(service).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                request.header(name, values.getFirst());
            }
        });
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void respond(HttpExchange exchange, HttpResponse<byte[]> response) throws IOException {
        response.headers()
                .firstValue("x-amz-crc32")
                .ifPresent(sum -> exchange.getResponseHeaders().set("x-amz-crc32", sum));
        respond(exchange, response.statusCode(), response.body());
    }

    private static void error(HttpExchange exchange, int status, String type) throws IOException {
        String body = "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + type + "\",\"message\":\"planted\"}";
        respond(exchange, status, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void respond(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("content-type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
        http.close();
    }
}
