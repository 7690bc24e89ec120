package farebox.training.pipeline.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import farebox.http.HttpRouter;

/** HTTP in, HTTP out; everything worth testing is behind {@link farebox.training.pipeline.http.FineTuningRoutes}. */
public final class TrainingHandler
        implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
    private final HttpRouter http;

    /** Called by Lambda. */
    public TrainingHandler() {
        this(TrainingWiring.of(System.getenv()).http(System.getenv()));
    }

    TrainingHandler(HttpRouter http) {
        this.http = http;
    }

    @Override
    public APIGatewayProxyResponseEvent handleRequest(APIGatewayProxyRequestEvent event, Context context) {
        return http.handle(event, context);
    }
}
