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
import java.util.Optional;
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
        Call call = call(event, context);
        BufferedStream buffer = new BufferedStream();
        HttpResponse response = complete(call, respond(call, buffer).orElseGet(buffer::response));
        logCompleted(call, response.status(), response.body().length);
        return writer.write(response, event, call.errorFormat());
    }

    /**
     * Writes the response as it comes; one that is made whole is written in one piece, and may be as long as it will.
     *
     * @throws BrokenStream if the response has begun and cannot be completed
     */
    public void stream(APIGatewayProxyRequestEvent event, Context context, ResponseStream out) {
        Call call = call(event, context);
        StreamPrelude stream =
                new StreamPrelude(out, head -> writer.withRateLimits(complete(call, head), event, call.errorFormat()));
        Optional<HttpResponse> whole = respond(call, stream);
        if (stream.hasBegun() && whole.isPresent()) {
            throw new BrokenStream("request " + call.id() + " failed amid its response");
        }
        whole.ifPresent(response -> writer.write(complete(call, response), event, call.errorFormat(), out));
        logCompleted(
                call,
                whole.map(HttpResponse::status).orElseGet(stream::status),
                whole.map(response -> (long) response.body().length).orElseGet(stream::bytes));
    }

    /** One event on its way. */
    private record Call(APIGatewayProxyRequestEvent event, Context context, Instant began, RequestId id, Match match) {
        ErrorFormat errorFormat() {
            return match.errorFormat();
        }
    }

    private Call call(APIGatewayProxyRequestEvent event, Context context) {
        return new Call(
                event,
                context,
                clock.instant(),
                ApiGatewayEvents.id(event, context),
                routes.match(ApiGatewayEvents.method(event), ApiGatewayEvents.rawPath(event)));
    }

    private Optional<HttpResponse> respond(Call call, ResponseStream out) {
        return withErrorsFormatted(
                call.errorFormat(),
                call.id(),
                () -> route(call.match(), ApiGatewayEvents.request(call.event(), call.context(), clock), out));
    }

    private HttpResponse complete(Call call, HttpResponse response) {
        return crossOrigin.allow(call.errorFormat()
                .complete(response, Duration.between(call.began(), clock.instant()))
                .with("x-request-id", call.id().value()));
    }

    private void logCompleted(Call call, int status, long bytes) {
        log.atInfo()
                .addKeyValue("request", call.id())
                .addKeyValue("status", status)
                .addKeyValue("bytes", bytes)
                .addKeyValue(
                        "ms", Duration.between(call.began(), clock.instant()).toMillis())
                .log("request_completed");
    }

    private Optional<HttpResponse> route(Match match, HttpRequest request, ResponseStream out) {
        return switch (match) {
            case Match.Found found -> dispatch(found.route().action(), request.with(found.variables()), out);
            case Match.WrongMethod wrong
            when crossOrigin.isOn() && request.method().equals("OPTIONS") ->
                Optional.of(crossOrigin.preflight(wrong.allowed()));
            case Match.WrongMethod wrong -> Optional.of(writer.methodNotAllowed(request, wrong));
            case Match.UnknownPath _ ->
                throw new NotFound("there is no " + request.path() + "; /openapi.json lists what there is");
        };
    }

    private Optional<HttpResponse> dispatch(Route.Action action, HttpRequest request, ResponseStream out) {
        return switch (action) {
            case Route.Action.Public open -> Optional.of(open.handler().apply(request));
            case Route.Action.Authenticated any ->
                Optional.of(any.handler().handle(request, authenticator.authenticate(request)));
            case Route.Action.Scoped scoped ->
                Optional.of(scoped.handler()
                        .handle(request, authenticator.authenticate(request).require(scoped.scope())));
            case Route.Action.Streamed streamed ->
                streamed.handler()
                        .handle(request, authenticator.authenticate(request).require(streamed.scope()), out);
        };
    }

    private Optional<HttpResponse> withErrorsFormatted(
            ErrorFormat errorFormat, RequestId id, Supplier<Optional<HttpResponse>> work) {
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
            return Optional.of(
                    failure instanceof QuotaExceeded exceeded ? RateLimitHeaders.add(error, exceeded) : error);
        } catch (RuntimeException bug) {
            log.atError()
                    .addKeyValue("request", id)
                    .addKeyValue("cause", ThrowableFormatter.withoutMessages(bug))
                    .log("unhandled_exception");
            return Optional.of(writer.error(ProblemDetail.internalError(id), errorFormat));
        }
    }
}
