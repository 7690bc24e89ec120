package farebox.local.apigateway;

import farebox.local.apigateway.Functions.Outcome;
import farebox.local.apigateway.ProxyResponses.Reading;

/** Calls the function of a route and reads its answer. */
final class Integration {
    private final Functions functions;
    private final Events events;
    private final ProxyResponses responses;

    Integration(Functions functions, Events events, ProxyResponses responses) {
        this.functions = functions;
        this.events = events;
        this.responses = responses;
    }

    Reading call(RequestContext context) throws InterruptedException {
        Outcome outcome = functions.invoke(
                context.route().function(),
                events.proxy(context),
                context.route().limit());
        return switch (outcome) {
            case Outcome.Answered answered -> responses.read(answered.payload(), takesBytes(context));
            case Outcome.Failed failed -> new Reading.Broken(GatewayError.badGateway());
            case Outcome.TimedOut late -> new Reading.Broken(GatewayError.integrationTimedOut());
            case Outcome.Throttled throttled -> new Reading.Broken(GatewayError.integrationThrottled());
            case Outcome.TooLarge large -> new Reading.Broken(GatewayError.tooLarge());
        };
    }

    /** API Gateway decides by what the caller accepts, not by what the function says it returned. */
    private static boolean takesBytes(RequestContext context) {
        String accept = context.incomingRequest().request().header("accept").orElse("application/json");
        return MediaTypes.isBinary(context.api().binaryMediaTypes(), accept);
    }
}
