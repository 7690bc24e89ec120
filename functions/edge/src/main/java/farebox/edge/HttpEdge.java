package farebox.edge;

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
public final class HttpEdge {
    private static final Logger log = LoggerFactory.getLogger(HttpEdge.class);

    private final List<Route> routes;
    private final Gate gate;
    private final Json json;
    private final InstantSource clock;

    public HttpEdge(List<Route> routes, Gate gate, Json json, InstantSource clock) {
        this.routes = List.copyOf(routes);
        this.gate = gate;
        this.json = json;
        this.clock = clock;
    }

    public APIGatewayProxyResponseEvent answer(APIGatewayProxyRequestEvent event, Context context) {
        Instant began = clock.instant();
        RequestId id = ProxyEvents.id(event, context);
        Dialect dialect = dialectOf(ProxyEvents.rawPath(event));
        HttpAnswer answer = refusalsShaped(dialect, id, () -> route(ProxyEvents.call(event, context, clock), dialect))
                .with("x-request-id", id.value())
                .with(
                        "openai-processing-ms",
                        Long.toString(Duration.between(began, clock.instant()).toMillis()));
        log.atInfo()
                .addKeyValue("request", id)
                .addKeyValue("status", answer.status())
                .addKeyValue("bytes", answer.body().length)
                .addKeyValue("ms", Duration.between(began, clock.instant()).toMillis())
                .log("answered");
        return ProxyEvents.response(answer, ProxyEvents.acceptedEncoding(event));
    }

    private HttpAnswer route(HttpCall call, Dialect dialect) {
        for (Route route : routes) {
            Optional<Map<String, String>> variables = route.match(call);
            if (variables.isPresent()) {
                return perform(route.action(), call.with(variables.get()));
            }
        }
        return allowedMethods(call.path())
                .map(allowed -> Problem.wrongMethod(call.method(), call.path(), allowed)
                        .in(dialect, json)
                        .with("allow", allowed))
                .orElseThrow(() -> new NotFound("there is no " + call.path() + "; /openapi.json lists what there is"));
    }

    private Optional<String> allowedMethods(String path) {
        return routes.stream()
                .filter(route -> route.template().match(path).isPresent())
                .map(Route::method)
                .distinct()
                .reduce((one, other) -> one + ", " + other);
    }

    private HttpAnswer perform(Route.Action action, HttpCall call) {
        return switch (action) {
            case Route.Action.Open open -> open.work().apply(call);
            case Route.Action.AnyKey any -> any.work().answer(call, gate.admit(call));
            case Route.Action.Keyed keyed ->
                keyed.work().answer(call, gate.admit(call).require(keyed.scope()));
        };
    }

    private HttpAnswer refusalsShaped(Dialect dialect, RequestId id, Supplier<HttpAnswer> work) {
        try {
            return work.get();
        } catch (Failure failure) {
            Problem problem = Problem.of(failure);
            if (problem.status() >= 500) {
                log.atWarn()
                        .addKeyValue("request", id)
                        .addKeyValue("cause", Trace.withWords(failure))
                        .log("refused");
            }
            return problem.in(dialect, json);
        } catch (RuntimeException bug) {
            log.atError()
                    .addKeyValue("request", id)
                    .addKeyValue("cause", Trace.withoutWords(bug))
                    .log("a bug");
            return Problem.bug(id).in(dialect, json);
        }
    }

    private Dialect dialectOf(String path) {
        return routes.stream()
                .filter(route -> route.template().match(path).isPresent())
                .map(Route::dialect)
                .findFirst()
                .orElseGet(() -> Dialect.ofPath(path));
    }
}
