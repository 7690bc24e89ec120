package farebox.local.http;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Errors that Jetty finds before a handler is called, as the handler writes them; Jetty's own are pages of HTML. */
final class JettyErrors extends ErrorHandler {
    private final WebHandler handler;

    JettyErrors(WebHandler handler) {
        this.handler = handler;
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        JettyAdapter.write(handler.malformed(code), response, callback);
    }
}
