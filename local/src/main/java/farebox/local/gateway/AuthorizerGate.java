package farebox.local.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.local.gateway.Functions.Outcome;
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
final class AuthorizerGate implements Gate {
    private static final Duration LIMIT = Duration.ofSeconds(29);
    private static final int MOST_REMEMBERED = 10_000;

    private final Functions functions;
    private final Events events;
    private final ObjectMapper json;
    private final InstantSource clock;
    private final Map<List<String>, Remembered> cache = new ConcurrentHashMap<>();

    AuthorizerGate(Functions functions, Events events, ObjectMapper json, InstantSource clock) {
        this.functions = functions;
        this.events = events;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public Passage pass(Exchange exchange) throws InterruptedException {
        return switch (exchange.route().guard()) {
            case Guard.Anyone anyone -> new Passage.Open(exchange);
            case Authorizer authorizer -> pass(exchange, authorizer);
        };
    }

    private Passage pass(Exchange exchange, Authorizer authorizer) throws InterruptedException {
        Optional<List<String>> identity = identity(exchange.arrival(), authorizer);
        if (identity.isEmpty()) {
            return new Passage.Closed(exchange, Refusal.unauthorized());
        }
        Remembered before = cache.get(identity.get());
        if (before != null && clock.instant().isBefore(before.until())) {
            return apply(before.decision(), exchange);
        }
        return ask(exchange, authorizer, identity.get());
    }

    private Passage ask(Exchange exchange, Authorizer authorizer, List<String> identity) throws InterruptedException {
        Instant began = clock.instant();
        Outcome outcome = functions.invoke(authorizer.function(), events.authorizer(exchange), LIMIT);
        return switch (outcome) {
            case Outcome.Answered answered -> {
                Duration latency = Duration.between(began, clock.instant());
                yield Decision.read(answered.payload(), json)
                        .map(decision -> decided(
                                new Decision(
                                        decision.policy(), decision.admission().after(latency)),
                                authorizer,
                                identity))
                        .map(decision -> apply(decision, exchange))
                        .orElseGet(() -> new Passage.Closed(exchange, Refusal.authorizerMisconfigured()));
            }
            // The one message by which a function says 401 instead of 500.
            case Outcome.Failed failed
            when failed.message().equals("Unauthorized") -> new Passage.Closed(exchange, Refusal.unauthorized());
            case Outcome.Failed failed -> new Passage.Closed(exchange, Refusal.authorizerFailed());
            case Outcome.TimedOut late -> new Passage.Closed(exchange, Refusal.authorizerFailed());
            case Outcome.Throttled throttled -> new Passage.Closed(exchange, Refusal.authorizerFailed());
            case Outcome.TooLarge large -> new Passage.Closed(exchange, Refusal.authorizerFailed());
        };
    }

    private Decision decided(Decision decision, Authorizer authorizer, List<String> identity) {
        if (authorizer.timeToLive().isPositive()) {
            if (cache.size() >= MOST_REMEMBERED) {
                cache.clear();
            }
            cache.put(identity, new Remembered(decision, clock.instant().plus(authorizer.timeToLive())));
        }
        return decision;
    }

    /** A remembered policy is applied anew: it may allow one method and deny another. */
    private static Passage apply(Decision decision, Exchange exchange) {
        Exchange known = exchange.with(decision.admission());
        return switch (decision.policy().of(Events.methodArn(exchange))) {
            case ALLOWED -> new Passage.Open(known);
            case DENIED -> new Passage.Closed(known, Refusal.denied(true));
            case NOT_MENTIONED -> new Passage.Closed(known, Refusal.denied(false));
        };
    }

    /** The values of all identity sources after the authorizer's name; nothing if one of them is missing or empty. */
    private static Optional<List<String>> identity(Arrival arrival, Authorizer authorizer) {
        List<String> values = new ArrayList<>(List.of(authorizer.name()));
        for (String source : authorizer.identitySources()) {
            String name = source.substring(source.indexOf('.', "method.request.".length()) + 1);
            String value = source.startsWith("method.request.header.")
                    ? arrival.request().header(name.toLowerCase(Locale.ROOT)).orElse("")
                    : arrival.query().getOrDefault(name, List.of("")).getLast();
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.add(value);
        }
        return Optional.of(values);
    }

    private record Remembered(Decision decision, Instant until) {}
}
