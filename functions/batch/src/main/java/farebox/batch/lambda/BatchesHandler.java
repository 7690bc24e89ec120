package farebox.batch.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import farebox.http.HttpRouter;

/** HTTP in, HTTP out; everything worth testing is behind {@link farebox.batch.http.BatchRoutes}. */
public final class BatchesHandler implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
    private final HttpRouter http;

    /** Called by Lambda. */
    public BatchesHandler() {
        this(BatchesWiring.of(System.getenv()));
    }

    BatchesHandler(HttpRouter http) {
        this.http = http;
    }

    @Override
    public APIGatewayProxyResponseEvent handleRequest(APIGatewayProxyRequestEvent event, Context context) {
        return http.handle(event, context);
    }
}
