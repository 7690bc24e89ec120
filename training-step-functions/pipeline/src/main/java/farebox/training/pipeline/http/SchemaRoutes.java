package farebox.training.pipeline.http;

import farebox.http.ErrorFormat;
import farebox.http.HttpRequest;
import farebox.http.HttpResponse;
import farebox.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The JSON Schema that the worker holds a training spec against, for anyone. */
public final class SchemaRoutes {
    private static final String RESOURCE = "training.schema.json";

    private final byte[] schema;

    public SchemaRoutes() {
        try (InputStream in = Objects.requireNonNull(SchemaRoutes.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            this.schema = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the function's own jar cannot be read", e);
        }
    }

    public List<Route> routes() {
        return List.of(Route.publicRoute("GET", "/schemas/training.json", ErrorFormat.PROBLEM, this::schema));
    }

    private HttpResponse schema(HttpRequest request) {
        request.requireOnlyQuery(Set.of());
        return HttpResponse.json(200, schema);
    }
}
