package farebox.inference.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import farebox.http.runtime.StreamingRuntime;
import java.time.InstantSource;

/**
 * Predictions over HTTP. On Lambda their responses are streamed: the constructor that Lambda calls serves every event
 * and never returns. What only hands events over gets whole responses.
 */
public final class InferenceHandler
        implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
    private final InferenceWiring wiring;

    /** Called by Lambda. */
    public InferenceHandler() {
        this(InferenceWiring.of(System.getenv()));
        new StreamingRuntime(System.getenv(), wiring.http(), wiring.http(), InstantSource.system()).run();
    }

    InferenceHandler(InferenceWiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public APIGatewayProxyResponseEvent handleRequest(APIGatewayProxyRequestEvent event, Context context) {
        return wiring.http().get().handle(event, context);
    }
}
