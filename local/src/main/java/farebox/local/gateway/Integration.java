package farebox.local.gateway;

import farebox.local.gateway.Functions.Outcome;
import farebox.local.gateway.ProxyAnswers.Reading;

/** Calls the function of a route and reads its answer. */
final class Integration {
    private final Functions functions;
    private final Events events;
    private final ProxyAnswers answers;

    Integration(Functions functions, Events events, ProxyAnswers answers) {
        this.functions = functions;
        this.events = events;
        this.answers = answers;
    }

    Reading call(Exchange exchange) throws InterruptedException {
        Outcome outcome = functions.invoke(
                exchange.route().function(),
                events.proxy(exchange),
                exchange.route().limit());
        return switch (outcome) {
            case Outcome.Answered answered -> answers.read(answered.payload(), takesBytes(exchange));
            case Outcome.Failed failed -> new Reading.Broken(Refusal.badGateway());
            case Outcome.TimedOut late -> new Reading.Broken(Refusal.integrationTimedOut());
            case Outcome.Throttled throttled -> new Reading.Broken(Refusal.integrationThrottled());
            case Outcome.TooLarge large -> new Reading.Broken(Refusal.tooLarge());
        };
    }

    /** API Gateway decides by what the caller accepts, not by what the function says it returned. */
    private static boolean takesBytes(Exchange exchange) {
        String accept = exchange.arrival().request().header("accept").orElse("application/json");
        return MediaTypes.isBinary(exchange.api().binaryMediaTypes(), accept);
    }
}
