package farebox.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import farebox.openapi.OpenApiBundler;
import farebox.openapi.OpenApiDocument;
import farebox.openapi.ResponseValidator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Asserts that a feature's routes and responses are as its OpenAPI files say. For tests run in a module's folder. */
public final class ApiDocumentation {
    private static final OpenApiDocument WHOLE = read(Path.of("..", ".."));
    private static final ResponseValidator VALIDATOR = new ResponseValidator(WHOLE);

    private ApiDocumentation() {}

    /**
     * Asserts that each route is documented in {@code src/main/openapi} of the module and each operation that is
     * documented there is served, with a key or without.
     */
    public static void assertDocumented(Stream<Route> routes) {
        OpenApiDocument module = readModule();
        List<Route> served = routes.toList();

        assertThat(served.stream().map(ApiDocumentation::operation))
                .containsExactlyInAnyOrderElementsOf(module.operations().keySet());
        assertThat(served)
                .allSatisfy(route -> assertThat(module.isPublic(operation(route)))
                        .describedAs("%s takes no key", operation(route))
                        .isEqualTo(route.action() instanceof Route.Action.Public));
    }

    /** Asserts that a response has a status, content type and body that are documented. */
    public static void assertDocumented(APIGatewayProxyRequestEvent event, APIGatewayProxyResponseEvent response) {
        assertThat(VALIDATOR.violations(new ResponseValidator.Response(
                        event.getHttpMethod(),
                        event.getPath(),
                        response.getStatusCode(),
                        response.getHeaders().getOrDefault("content-type", ""),
                        new String(body(response), StandardCharsets.UTF_8))))
                .isEmpty();
    }

    private static byte[] body(APIGatewayProxyResponseEvent response) {
        byte[] body = response.getIsBase64Encoded()
                ? Base64.getDecoder().decode(response.getBody())
                : response.getBody().getBytes(StandardCharsets.UTF_8);
        return ContentCoding.named(response.getHeaders().getOrDefault("content-encoding", ""))
                .map(coding -> coding.decode(body))
                .orElse(body);
    }

    /** OpenAPI has no variable for several segments. */
    private static String operation(Route route) {
        return route.method() + " " + route.path().replace("+}", "}");
    }

    private static OpenApiDocument read(Path root) {
        try {
            return OpenApiBundler.bundle(OpenApiBundler.filesUnder(root), "0");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OpenApiDocument readModule() {
        try {
            return OpenApiBundler.merge(OpenApiBundler.filesIn(Path.of("src", "main", "openapi")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
