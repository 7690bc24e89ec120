package farebox.http;

import farebox.kernel.Caller;
import farebox.kernel.Scope;
import java.util.Optional;
import java.util.function.Function;

/**
 * One operation: its method and path, the format of its errors, who may call it, and its handler. A route of GET takes
 * HEAD too.
 *
 * @param template such as {@code /v2/models/{model}/infer}; a last variable {@code {id+}} takes the rest of the path
 */
public record Route(String method, PathTemplate template, ErrorFormat errorFormat, Action action) {

    /** A handler, and who may call it. */
    public sealed interface Action {
        /** Anyone may call. */
        record Public(Function<HttpRequest, HttpResponse> handler) implements Action {}

        /** Any live key may call; the handler looks at its scope. */
        record Authenticated(Handler handler) implements Action {}

        /** Only a key of that scope may call. */
        record Scoped(Scope scope, Handler handler) implements Action {}

        /** As {@link Scoped}, with a response that may be sent piece by piece. */
        record Streamed(Scope scope, StreamHandler handler) implements Action {}
    }

    /** The handler of a route that knows its caller. */
    @FunctionalInterface
    public interface Handler {
        HttpResponse handle(HttpRequest request, Caller caller);
    }

    /** The handler of a route that may send its response piece by piece. */
    @FunctionalInterface
    public interface StreamHandler {
        /**
         * What it throws before the response has begun is the response; afterwards it breaks the response off.
         *
         * @return a response that is sent whole; empty if it was written into the stream, to its end
         */
        Optional<HttpResponse> handle(HttpRequest request, Caller caller, ResponseStream out);
    }

    public static Route publicRoute(
            String method, String template, ErrorFormat errorFormat, Function<HttpRequest, HttpResponse> handler) {
        return new Route(method, PathTemplate.of(template), errorFormat, new Action.Public(handler));
    }

    public static Route authenticated(String method, String template, ErrorFormat errorFormat, Handler handler) {
        return new Route(method, PathTemplate.of(template), errorFormat, new Action.Authenticated(handler));
    }

    public static Route scoped(String method, String template, ErrorFormat errorFormat, Scope scope, Handler handler) {
        return new Route(method, PathTemplate.of(template), errorFormat, new Action.Scoped(scope, handler));
    }

    public static Route streamed(
            String method, String template, ErrorFormat errorFormat, Scope scope, StreamHandler handler) {
        return new Route(method, PathTemplate.of(template), errorFormat, new Action.Streamed(scope, handler));
    }

    /** The template as it was given, such as {@code /v2/models/{model}/infer}. */
    public String path() {
        return template.toString();
    }
}
