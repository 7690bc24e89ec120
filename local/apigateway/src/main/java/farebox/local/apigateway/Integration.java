package farebox.local.apigateway;

import farebox.local.apigateway.Functions.Outcome;
import farebox.local.apigateway.Functions.StreamedAnswer;
import farebox.local.apigateway.ProxyResponses.Reading;
import farebox.local.template.RestApi;
import java.util.Optional;

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
        RestApi.Route route = context.route();
        return switch (route.transfer()) {
            case BUFFERED -> read(functions.invoke(route.function(), events.proxy(context), route.limit()), context);
            case STREAM -> stream(functions.stream(route.function(), events.proxy(context), route.limit()), context);
        };
    }

    private Reading stream(StreamedAnswer answer, RequestContext context) throws InterruptedException {
        Optional<StreamedHead> head = StreamedHead.read(answer);
        return head.isPresent() ? responses.read(head.get(), answer) : broken(answer.outcome(), context);
    }

    /** A function that ends without status and headers has not kept to the form, if it has not failed. */
    private Reading broken(Outcome outcome, RequestContext context) {
        return outcome instanceof Outcome.Answered
                ? new Reading.Broken(GatewayError.badGateway())
                : read(outcome, context);
    }

    private Reading read(Outcome outcome, RequestContext context) {
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
