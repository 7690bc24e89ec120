package farebox.billing.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import farebox.http.HttpRouter;

/** HTTP in, HTTP out; everything worth testing is behind {@link farebox.billing.http.BillingRoutes}. */
public final class BillingHandler implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
    private final HttpRouter http;

    /** Called by Lambda. */
    public BillingHandler() {
        this(BillingWiring.of(System.getenv()));
    }

    BillingHandler(BillingWiring wiring) {
        this.http = wiring.http();
    }

    @Override
    public APIGatewayProxyResponseEvent handleRequest(APIGatewayProxyRequestEvent event, Context context) {
        return http.handle(event, context);
    }
}
