package farebox.inference.http;

import farebox.http.ErrorFormat;
import farebox.http.HttpRequest;
import farebox.http.HttpResponse;
import farebox.http.Json;
import farebox.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Health, version and API description of the service, for anyone. */
public final class ServiceInfoRoutes {
    private final Json json;
    private final String version;
    private final byte[] description;

    public ServiceInfoRoutes(Json json) {
        this.json = json;
        this.version = new String(resource("version.txt"), StandardCharsets.UTF_8).trim();
        this.description = resource("openapi.json");
    }

    public String version() {
        return version;
    }

    public List<Route> routes() {
        return List.of(
                Route.publicRoute("GET", "/health", ErrorFormat.PROBLEM, _ -> health()),
                Route.publicRoute("GET", "/openapi.json", ErrorFormat.PROBLEM, this::description));
    }

    private HttpResponse description(HttpRequest request) {
        request.requireOnlyQuery(Set.of());
        return HttpResponse.json(200, description);
    }

    /** Query parameters are ignored: monitors add some against caches. */
    private HttpResponse health() {
        Map<String, Object> health = new LinkedHashMap<>();
        health.put("status", "ok");
        health.put("version", version);
        return HttpResponse.json(200, json.write(health));
    }

    private static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(ServiceInfoRoutes.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the function's own jar cannot be read", e);
        }
    }
}
