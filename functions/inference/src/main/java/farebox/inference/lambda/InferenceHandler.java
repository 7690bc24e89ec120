package farebox.inference.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;

/** Predictions over HTTP. */
public final class InferenceHandler
        implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
    private final InferenceWiring wiring;

    /** Called by Lambda. */
    public InferenceHandler() {
        this(InferenceWiring.of(System.getenv()));
    }

    InferenceHandler(InferenceWiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public APIGatewayProxyResponseEvent handleRequest(APIGatewayProxyRequestEvent event, Context context) {
        return wiring.http().get().handle(event, context);
    }
}
