package farebox.files.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import farebox.http.HttpRouter;

/** HTTP in, HTTP out; everything worth testing is behind {@link farebox.files.http.FileRoutes}. */
public final class FilesHandler implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
    private final HttpRouter http;

    /** Called by Lambda. */
    public FilesHandler() {
        this(FilesWiring.of(System.getenv()));
    }

    FilesHandler(FilesWiring wiring) {
        this.http = wiring.http();
    }

    @Override
    public APIGatewayProxyResponseEvent handleRequest(APIGatewayProxyRequestEvent event, Context context) {
        return http.handle(event, context);
    }
}
