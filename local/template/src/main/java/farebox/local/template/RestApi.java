package farebox.local.template;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The REST API of the template.
 *
 * @param gatewayAnswers what the template says instead of the usual
 * @param throttle of the stage, for methods without one of their own
 * @param methodThrottles by method and path, such as {@code POST /v1/embeddings}
 * @param accessLogFormat one line with {@code $context} variables; empty if no access log is kept
 */
public record RestApi(
        String id,
        String stage,
        List<Route> routes,
        KeySource keySource,
        List<String> binaryMediaTypes,
        Map<ResponseType, GatewayAnswer> gatewayAnswers,
        Throttle throttle,
        Map<String, Throttle> methodThrottles,
        String accessLogFormat) {
    /** The method of a route that takes every method without a route of its own. */
    public static final String ANY = "ANY";

    public RestApi {
        routes = List.copyOf(routes);
        binaryMediaTypes = List.copyOf(binaryMediaTypes);
        gatewayAnswers = Map.copyOf(gatewayAnswers);
        methodThrottles = Map.copyOf(methodThrottles);
    }

    /** The names of the functions that let callers pass. */
    public Set<String> authorizers() {
        Set<String> authorizers = new TreeSet<>();
        for (Route route : routes) {
            if (route.guard() instanceof Guard.Authorizer authorizer) {
                authorizers.add(authorizer.function());
            }
        }
        return authorizers;
    }

    /** Where the key that a usage plan counts comes from. */
    public enum KeySource {
        HEADER,
        AUTHORIZER
    }

    /**
     * @param path such as {@code /v1/models/{id}} or {@code /v2/{proxy+}}
     * @param function the name of the function that answers
     * @param limit after which the gateway gives up
     * @param required request parameters without which the function is not called
     */
    public record Route(
            String method,
            String path,
            String function,
            Duration limit,
            Transfer transfer,
            Guard guard,
            boolean keyRequired,
            List<Parameter> required) {
        public Route {
            required = List.copyOf(required);
        }
    }

    /** How a function's answer reaches the caller. */
    public enum Transfer {
        /** When it is whole. */
        BUFFERED,
        /** While the function writes it. */
        STREAM
    }

    /** @param in {@code query} or {@code header} */
    public record Parameter(String in, String name) {}

    /** Who may pass a route. */
    public sealed interface Guard {
        record Anyone() implements Guard {}

        /**
         * A REQUEST authorizer.
         *
         * @param function the name of the function that decides
         * @param timeToLive how long a decision stands; zero if every request is decided anew
         * @param identitySources such as {@code method.request.header.Authorization}; without all of them a request is
         *     refused undecided, and together they are the key of the cache
         */
        record Authorizer(String name, String function, Duration timeToLive, List<String> identitySources)
                implements Guard {
            public Authorizer {
                identitySources = List.copyOf(identitySources);
            }
        }
    }

    /**
     * What the gateway itself says in one case.
     *
     * @param status as text; empty if the type's own stays
     * @param templates by content type
     * @param headers by name: a quoted literal or a context variable
     */
    public record GatewayAnswer(String status, Map<String, String> templates, Map<String, String> headers) {
        public GatewayAnswer {
            templates = Map.copyOf(templates);
            headers = Map.copyOf(headers);
        }
    }

    /**
     * A token bucket.
     *
     * @param rate tokens a second
     * @param burst what the bucket holds
     */
    public record Throttle(double rate, int burst) {
        public static final Throttle NONE = new Throttle(Double.POSITIVE_INFINITY, Integer.MAX_VALUE);
    }
}
