package farebox.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import farebox.kernel.Failure;
import farebox.kernel.NotFound;
import farebox.kernel.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers API Gateway's proxy events: finds the route, checks who calls, does the work, and shapes every refusal. */
public final class HttpRouter {
    private static final Logger log = LoggerFactory.getLogger(HttpRouter.class);

    private final List<Route> routes;
    private final Authenticator authenticator;
    private final Json json;
    private final InstantSource clock;

    public HttpRouter(List<Route> routes, Authenticator authenticator, Json json, InstantSource clock) {
        this.routes = List.copyOf(routes);
        this.authenticator = authenticator;
        this.json = json;
        this.clock = clock;
    }

    public APIGatewayProxyResponseEvent handle(APIGatewayProxyRequestEvent event, Context context) {
        Instant began = clock.instant();
        RequestId id = ApiGatewayEvents.id(event, context);
        ErrorFormat errorFormat = errorFormatOf(ApiGatewayEvents.rawPath(event));
        HttpResponse response = withErrorsFormatted(
                        errorFormat, id, () -> route(ApiGatewayEvents.request(event, context, clock), errorFormat))
                .with("x-request-id", id.value())
                .with(
                        "openai-processing-ms",
                        Long.toString(Duration.between(began, clock.instant()).toMillis()));
        log.atInfo()
                .addKeyValue("request", id)
                .addKeyValue("status", response.status())
                .addKeyValue("bytes", response.body().length)
                .addKeyValue("ms", Duration.between(began, clock.instant()).toMillis())
                .log("answered");
        return ApiGatewayEvents.response(response, ApiGatewayEvents.acceptedEncoding(event));
    }

    private HttpResponse route(HttpRequest request, ErrorFormat errorFormat) {
        for (Route route : routes) {
            Optional<Map<String, String>> variables = route.match(request);
            if (variables.isPresent()) {
                return dispatch(route.action(), request.with(variables.get()));
            }
        }
        return allowedMethods(request.path())
                .map(allowed -> ProblemDetail.methodNotAllowed(request.method(), request.path(), allowed)
                        .format(errorFormat, json)
                        .with("allow", allowed))
                .orElseThrow(
                        () -> new NotFound("there is no " + request.path() + "; /openapi.json lists what there is"));
    }

    private Optional<String> allowedMethods(String path) {
        return routes.stream()
                .filter(route -> route.template().match(path).isPresent())
                .map(Route::method)
                .distinct()
                .reduce((one, other) -> one + ", " + other);
    }

    private HttpResponse dispatch(Route.Action action, HttpRequest request) {
        return switch (action) {
            case Route.Action.Public open -> open.handler().apply(request);
            case Route.Action.Authenticated any -> any.handler().handle(request, authenticator.authenticate(request));
            case Route.Action.Scoped scoped ->
                scoped.handler()
                        .handle(request, authenticator.authenticate(request).require(scoped.scope()));
        };
    }

    private HttpResponse withErrorsFormatted(ErrorFormat errorFormat, RequestId id, Supplier<HttpResponse> work) {
        try {
            return work.get();
        } catch (Failure failure) {
            ProblemDetail problemDetail = ProblemDetail.of(failure);
            if (problemDetail.status() >= 500) {
                log.atWarn()
                        .addKeyValue("request", id)
                        .addKeyValue("cause", ThrowableFormatter.withMessages(failure))
                        .log("refused");
            }
            return problemDetail.format(errorFormat, json);
        } catch (RuntimeException bug) {
            log.atError()
                    .addKeyValue("request", id)
                    .addKeyValue("cause", ThrowableFormatter.withoutMessages(bug))
                    .log("a bug");
            return ProblemDetail.internalError(id).format(errorFormat, json);
        }
    }

    private ErrorFormat errorFormatOf(String path) {
        return routes.stream()
                .filter(route -> route.template().match(path).isPresent())
                .map(Route::errorFormat)
                .findFirst()
                .orElseGet(() -> ErrorFormat.ofPath(path));
    }
}
