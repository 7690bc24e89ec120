package farebox.access.apigateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The control plane's calls about API keys and usage plans, over HTTP on loopback. */
final class FakeGateway implements AutoCloseable {
    private record Key(String id, String name, String value) {
        String json() {
            return "{\"id\":\"%s\",\"name\":\"%s\",\"value\":\"%s\",\"enabled\":true}".formatted(id, name, value);
        }
    }

    private record Answer(int status, String body) {}

    private final HttpServer server;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<String, Key> keys = new TreeMap<>();
    private final Map<String, String> plansOfKeys = new TreeMap<>();
    private boolean broken;

    FakeGateway() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** From now on every call fails. */
    synchronized void breakDown() {
        broken = true;
    }

    /** The id of the usage plan under which that value counts. */
    synchronized Optional<String> planOf(String value) {
        return keys.values().stream()
                .filter(key -> key.value().equals(value))
                .flatMap(key -> Optional.ofNullable(plansOfKeys.get(key.id())).stream())
                .findFirst();
    }

    synchronized int size() {
        return keys.size();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Answer answer = answer(exchange.getRequestMethod(), exchange.getRequestURI(), body);
        if (answer.status() >= 400) {
            exchange.getResponseHeaders()
                    .set("x-amzn-errortype", answer.status() == 404 ? "NotFoundException" : "ConflictException");
        }
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", "application/json");
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private synchronized Answer answer(String method, URI uri, String body) {
        String[] path = uri.getPath().substring(1).split("/", -1);
        if (broken) {
            return new Answer(409, "{\"message\":\"broken\"}");
        }
        return switch (method + " " + path[0] + " " + path.length) {
            case "GET apikeys 1" -> new Answer(200, "{\"item\":[" + named(uri) + "]}");
            case "POST apikeys 1" -> create(field(body, "name"), field(body, "value"));
            case "DELETE apikeys 2" -> delete(path[1]);
            case "GET usageplans 4" ->
                path[1].equals(plansOfKeys.get(path[3])) ? new Answer(200, "{}") : new Answer(404, "{}");
            case "POST usageplans 3" -> {
                plansOfKeys.put(field(body, "keyId"), path[1]);
                yield new Answer(201, "{}");
            }
            default -> throw new IllegalArgumentException(method + " " + uri);
        };
    }

    /** By prefix, as the real one does; values only for who asks for them. */
    private String named(URI uri) {
        Matcher query = Pattern.compile("name=([^&]*)&includeValues=true").matcher(String.valueOf(uri.getQuery()));
        if (!query.matches()) {
            throw new IllegalArgumentException(uri.toString());
        }
        return keys.values().stream()
                .filter(key -> key.name().startsWith(query.group(1)))
                .map(Key::json)
                .collect(Collectors.joining(","));
    }

    private Answer create(String name, String value) {
        if (keys.values().stream().anyMatch(key -> key.value().equals(value))) {
            return new Answer(409, "{\"message\":\"API Key already exists\"}");
        }
        Key key = new Key("k" + ids.incrementAndGet(), name, value);
        keys.put(key.id(), key);
        return new Answer(201, key.json());
    }

    private Answer delete(String id) {
        plansOfKeys.remove(id);
        return keys.remove(id) == null ? new Answer(404, "{}") : new Answer(202, "");
    }

    private static String field(String json, String name) {
        Matcher field = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
        if (!field.find()) {
            throw new IllegalArgumentException("no " + name + " in " + json);
        }
        return field.group(1);
    }
}
