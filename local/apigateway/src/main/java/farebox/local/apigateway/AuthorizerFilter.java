package farebox.local.apigateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.local.apigateway.Functions.Outcome;
import farebox.local.template.RestApi.Guard;
import farebox.local.template.RestApi.Guard.Authorizer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Asks the authorizer of a route, or remembers what it said. */
final class AuthorizerFilter implements Filter {
    private static final Duration LIMIT = Duration.ofSeconds(29);
    private static final int MAX_REMEMBERED = 10_000;

    private final Functions functions;
    private final Events events;
    private final ObjectMapper json;
    private final InstantSource clock;
    private final Map<List<String>, Remembered> cache = new ConcurrentHashMap<>();

    AuthorizerFilter(Functions functions, Events events, ObjectMapper json, InstantSource clock) {
        this.functions = functions;
        this.events = events;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public FilterResult pass(RequestContext context) throws InterruptedException {
        return switch (context.route().guard()) {
            case Guard.Anyone anyone -> new FilterResult.Passed(context);
            case Authorizer authorizer -> pass(context, authorizer);
        };
    }

    private FilterResult pass(RequestContext context, Authorizer authorizer) throws InterruptedException {
        Optional<List<String>> identity = identity(context.incomingRequest(), authorizer);
        if (identity.isEmpty()) {
            return new FilterResult.Stopped(context, GatewayError.unauthorized());
        }
        Remembered before = cache.get(identity.get());
        if (before != null && clock.instant().isBefore(before.until())) {
            return apply(before.authorizerResponse(), context);
        }
        return ask(context, authorizer, identity.get());
    }

    private FilterResult ask(RequestContext context, Authorizer authorizer, List<String> identity)
            throws InterruptedException {
        Instant began = clock.instant();
        Outcome outcome = functions.invoke(authorizer.function(), events.authorizer(context), LIMIT);
        return switch (outcome) {
            case Outcome.Answered answered -> {
                Duration latency = Duration.between(began, clock.instant());
                yield AuthorizerResponse.read(answered.payload(), json)
                        .map(authorizerResponse -> decided(
                                new AuthorizerResponse(
                                        authorizerResponse.iamPolicy(),
                                        authorizerResponse.authorizerContext().after(latency)),
                                authorizer,
                                identity))
                        .map(authorizerResponse -> apply(authorizerResponse, context))
                        .orElseGet(() -> new FilterResult.Stopped(context, GatewayError.authorizerMisconfigured()));
            }
            // The one message by which a function says 401 instead of 500.
            case Outcome.Failed failed
            when failed.message().equals("Unauthorized") ->
                new FilterResult.Stopped(context, GatewayError.unauthorized());
            case Outcome.Failed failed -> new FilterResult.Stopped(context, GatewayError.authorizerFailed());
            case Outcome.TimedOut late -> new FilterResult.Stopped(context, GatewayError.authorizerFailed());
            case Outcome.Throttled throttled -> new FilterResult.Stopped(context, GatewayError.authorizerFailed());
            case Outcome.TooLarge large -> new FilterResult.Stopped(context, GatewayError.authorizerFailed());
        };
    }

    private AuthorizerResponse decided(
            AuthorizerResponse authorizerResponse, Authorizer authorizer, List<String> identity) {
        if (authorizer.timeToLive().isPositive()) {
            if (cache.size() >= MAX_REMEMBERED) {
                cache.clear();
            }
            cache.put(
                    identity, new Remembered(authorizerResponse, clock.instant().plus(authorizer.timeToLive())));
        }
        return authorizerResponse;
    }

    /** A remembered policy is applied anew: it may allow one method and deny another. */
    private static FilterResult apply(AuthorizerResponse authorizerResponse, RequestContext context) {
        RequestContext known = context.with(authorizerResponse.authorizerContext());
        return switch (authorizerResponse.iamPolicy().of(Events.methodArn(context))) {
            case ALLOWED -> new FilterResult.Passed(known);
            case DENIED -> new FilterResult.Stopped(known, GatewayError.denied(true));
            case NOT_MENTIONED -> new FilterResult.Stopped(known, GatewayError.denied(false));
        };
    }

    /** The values of all identity sources after the authorizer's name; nothing if one of them is missing or empty. */
    private static Optional<List<String>> identity(IncomingRequest incomingRequest, Authorizer authorizer) {
        List<String> values = new ArrayList<>(List.of(authorizer.name()));
        for (String source : authorizer.identitySources()) {
            String name = source.substring(source.indexOf('.', "method.request.".length()) + 1);
            String value = source.startsWith("method.request.header.")
                    ? incomingRequest
                            .request()
                            .header(name.toLowerCase(Locale.ROOT))
                            .orElse("")
                    : incomingRequest.query().getOrDefault(name, List.of("")).getLast();
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.add(value);
        }
        return Optional.of(values);
    }

    private record Remembered(AuthorizerResponse authorizerResponse, Instant until) {}
}
