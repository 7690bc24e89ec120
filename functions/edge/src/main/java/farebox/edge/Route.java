package farebox.edge;

import farebox.kernel.Caller;
import farebox.kernel.Scope;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One operation: what it answers to, whose error shape it speaks, who may call it, and what it does.
 *
 * @param template such as {@code /v2/models/{model}/infer}; a last variable {@code {id+}} takes the rest of the path
 */
public record Route(String method, PathTemplate template, Dialect dialect, Action action) {

    /** What a route does, and whether anyone may ask. */
    public sealed interface Action {
        /** Anyone may call. */
        record Open(Function<HttpCall, HttpAnswer> work) implements Action {}

        /** Any live key may call; the work looks at its scope. */
        record AnyKey(Work work) implements Action {}

        /** Only a key of that scope may call. */
        record Keyed(Scope scope, Work work) implements Action {}
    }

    /** The work of a route that knows its caller. */
    @FunctionalInterface
    public interface Work {
        HttpAnswer answer(HttpCall call, Caller caller);
    }

    public static Route open(String method, String template, Dialect dialect, Function<HttpCall, HttpAnswer> work) {
        return new Route(method, PathTemplate.of(template), dialect, new Action.Open(work));
    }

    public static Route anyKey(String method, String template, Dialect dialect, Work work) {
        return new Route(method, PathTemplate.of(template), dialect, new Action.AnyKey(work));
    }

    public static Route keyed(String method, String template, Dialect dialect, Scope scope, Work work) {
        return new Route(method, PathTemplate.of(template), dialect, new Action.Keyed(scope, work));
    }

    /** The template as it was given, such as {@code /v2/models/{model}/infer}. */
    public String path() {
        return template.toString();
    }

    Optional<Map<String, String>> match(HttpCall call) {
        return method.equals(call.method()) ? template.match(call.path()) : Optional.empty();
    }
}
