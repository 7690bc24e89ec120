package farebox.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import farebox.http.RouteMatcher.Match;
import farebox.kernel.Failure;
import farebox.kernel.NotFound;
import farebox.kernel.QuotaExceeded;
import farebox.kernel.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handles API Gateway's proxy events: finds the route, authenticates the caller, and formats every error. */
public final class HttpRouter {
    private static final Logger log = LoggerFactory.getLogger(HttpRouter.class);

    private final RouteMatcher routes;
    private final Authenticator authenticator;
    private final CrossOrigin crossOrigin;
    private final ResponseWriter writer;
    private final InstantSource clock;

    public HttpRouter(List<Route> routes, Authenticator authenticator, Json json, InstantSource clock) {
        this(
                new RouteMatcher(routes),
                authenticator,
                CrossOrigin.OFF,
                new ResponseWriter(json, new RateLimitHeaders(clock)),
                clock);
    }

    private HttpRouter(
            RouteMatcher routes,
            Authenticator authenticator,
            CrossOrigin crossOrigin,
            ResponseWriter writer,
            InstantSource clock) {
        this.routes = routes;
        this.authenticator = authenticator;
        this.crossOrigin = crossOrigin;
        this.writer = writer;
        this.clock = clock;
    }

    /** The same routes, for browsers of that origin too. */
    public HttpRouter with(CrossOrigin otherOrigin) {
        return new HttpRouter(routes, authenticator, otherOrigin, writer, clock);
    }

    public APIGatewayProxyResponseEvent handle(APIGatewayProxyRequestEvent event, Context context) {
        Instant began = clock.instant();
        RequestId id = ApiGatewayEvents.id(event, context);
        Match match = routes.match(ApiGatewayEvents.method(event), ApiGatewayEvents.rawPath(event));
        HttpResponse response = withErrorsFormatted(
                match.errorFormat(), id, () -> route(match, ApiGatewayEvents.request(event, context, clock)));
        HttpResponse complete = crossOrigin.allow(match.errorFormat()
                .complete(response, Duration.between(began, clock.instant()))
                .with("x-request-id", id.value()));
        log.atInfo()
                .addKeyValue("request", id)
                .addKeyValue("status", complete.status())
                .addKeyValue("bytes", complete.body().length)
                .addKeyValue("ms", Duration.between(began, clock.instant()).toMillis())
                .log("request_completed");
        return writer.write(complete, event, match.errorFormat());
    }

    private HttpResponse route(Match match, HttpRequest request) {
        return switch (match) {
            case Match.Found found -> dispatch(found.route().action(), request.with(found.variables()));
            case Match.WrongMethod wrong
            when crossOrigin.isOn() && request.method().equals("OPTIONS") -> crossOrigin.preflight(wrong.allowed());
            case Match.WrongMethod wrong -> writer.methodNotAllowed(request, wrong);
            case Match.UnknownPath _ ->
                throw new NotFound("there is no " + request.path() + "; /openapi.json lists what there is");
        };
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
                        .log("request_failed");
            }
            HttpResponse error = writer.error(problemDetail, errorFormat);
            return failure instanceof QuotaExceeded exceeded ? RateLimitHeaders.add(error, exceeded) : error;
        } catch (RuntimeException bug) {
            log.atError()
                    .addKeyValue("request", id)
                    .addKeyValue("cause", ThrowableFormatter.withoutMessages(bug))
                    .log("unhandled_exception");
            return writer.error(ProblemDetail.internalError(id), errorFormat);
        }
    }
}
