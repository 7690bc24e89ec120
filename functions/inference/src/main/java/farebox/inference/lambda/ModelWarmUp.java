package farebox.inference.lambda;

import farebox.http.HttpRequest;
import farebox.http.HttpResponse;
import farebox.http.Route;
import farebox.inference.ModelId;
import farebox.inference.UsageMeter;
import farebox.kernel.Caller;
import farebox.kernel.Deadline;
import farebox.kernel.Failure;
import farebox.kernel.KeyId;
import farebox.kernel.PlanName;
import farebox.kernel.RequestId;
import farebox.kernel.Scope;
import farebox.kernel.TenantId;
import farebox.metering.MeteredCall;
import farebox.models.ModelRef;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles a few requests of its own in every protocol before the first one comes, so that every class on the way is
 * loaded and kept in the snapshot. Nothing of it is metered.
 */
final class ModelWarmUp {
    /** The function's own requests are not billed. */
    static final UsageMeter FREE =
            (_, _, work) -> new MeteredCall.Response<>(work.get().response(), "warm-up", false);

    private static final Logger log = LoggerFactory.getLogger(ModelWarmUp.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final List<Route> routes;
    private final InstantSource clock;

    /** @param routes whose work is metered as {@link #FREE} says */
    ModelWarmUp(List<Route> routes, InstantSource clock) {
        this.routes = List.copyOf(routes);
        this.clock = clock;
    }

    /** A model that is not there yet is no reason not to start. */
    void run(ModelId model) {
        try {
            long bytes = embeddings(model, "float") + embeddings(model, "base64") + infer(model);
            log.atInfo().addKeyValue("model", model).addKeyValue("bytes", bytes).log("model_warmed_up");
        } catch (Failure failure) {
            log.atWarn()
                    .addKeyValue("model", model)
                    .addKeyValue("cause", failure.detail())
                    .log("model_warm_up_failed");
        }
    }

    private long embeddings(ModelId model, String format) {
        String body = "{\"model\":\"%s\",\"input\":[\"a word\",\"two words\"],\"encoding_format\":\"%s\"}"
                .formatted(model, format);
        return call(model, "/v1/embeddings", Map.of(), body);
    }

    private long infer(ModelId model) {
        String body = "{\"inputs\":[{\"name\":\"text\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"a word\"]}]}";
        return call(model, "/v2/models/{model}/infer", Map.of("model", model.toString()), body);
    }

    /** @return the bytes of the response */
    private long call(ModelId model, String path, Map<String, String> variables, String body) {
        HttpRequest request = new HttpRequest(
                "POST",
                path,
                variables,
                Map.of(),
                Map.of(),
                body.getBytes(StandardCharsets.UTF_8),
                new RequestId("warm-up"),
                Map.of(),
                Deadline.after(TIMEOUT, clock));
        TenantId tenant = model.owner().orElse(ModelRef.PUBLIC);
        return routes.stream()
                .filter(route -> route.path().equals(path))
                .map(route -> call(route.action(), request, tenant))
                .mapToLong(response -> response.body().length)
                .sum();
    }

    private static HttpResponse call(Route.Action action, HttpRequest request, TenantId tenant) {
        return switch (action) {
            case Route.Action.Public open -> open.handler().apply(request);
            case Route.Action.Authenticated any -> any.handler().handle(request, caller(tenant));
            case Route.Action.Scoped scoped -> scoped.handler().handle(request, caller(tenant));
            case Route.Action.Streamed _ ->
                throw new IllegalArgumentException("warming up needs no streamed response: " + request.path());
        };
    }

    private static Caller caller(TenantId tenant) {
        return new Caller(tenant, new KeyId("00000000"), Scope.INVOKE, new PlanName("warm-up"));
    }
}
