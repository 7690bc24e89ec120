package farebox.http.runtime;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.http.HttpRouter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events from the Runtime API and streams the responses of a router, one after the other until the environment
 * ends. Lambda's own runtime constructs a handler before it asks for the first event; a constructor that runs this has
 * all events for itself.
 */
public final class StreamingRuntime {
    private static final Logger log = LoggerFactory.getLogger(StreamingRuntime.class);
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
    private static final String ADDRESS = "AWS_LAMBDA_RUNTIME_API";
    private static final String TRACE = "com.amazonaws.xray.traceHeader";

    private final Map<String, String> environment;
    private final Supplier<HttpRouter> router;
    private final SnapshotHooks hooks;
    private final InstantSource clock;

    /** @param router asked for at each event, as it changes when the function is restored */
    public StreamingRuntime(
            Map<String, String> environment, Supplier<HttpRouter> router, SnapshotHooks hooks, InstantSource clock) {
        this.environment = Map.copyOf(environment);
        this.router = router;
        this.hooks = hooks;
        this.clock = clock;
    }

    /**
     * Never returns where there is a Runtime API; returns at once where there is none.
     *
     * @throws UncheckedIOException if the Runtime API ends, and by that the environment
     */
    public void run() {
        String address = environment.get(ADDRESS);
        if (address == null) {
            return;
        }
        try (RuntimeApiClient api = new RuntimeApiClient(RuntimeAddress.parse(address))) {
            restore(api);
            while (true) {
                serve(api, api.next());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the Runtime API is gone", e);
        }
    }

    /** SnapStart takes its snapshot while the environment waits here. */
    private void restore(RuntimeApiClient api) throws IOException {
        if (!environment.getOrDefault("AWS_LAMBDA_INITIALIZATION_TYPE", "").equals("snap-start")) {
            return;
        }
        hooks.beforeCheckpoint();
        api.restoreNext();
        try {
            hooks.afterRestore();
        } catch (RuntimeException e) {
            api.restoreFailed(RuntimeError.of(e));
            throw e;
        }
    }

    private void serve(RuntimeApiClient api, NextInvocation invocation) throws IOException {
        System.setProperty(TRACE, invocation.trace());
        StreamingResponse response = api.respond(invocation);
        try {
            APIGatewayProxyRequestEvent event = JSON.readValue(invocation.event(), APIGatewayProxyRequestEvent.class);
            router.get().stream(event, invocation.context(environment, clock), response);
            response.end();
        } catch (IOException | RuntimeException e) {
            log.atError()
                    .addKeyValue("request", invocation.requestId())
                    .addKeyValue("cause", e.getClass().getName())
                    .log("response_failed");
            fail(api, invocation, response, RuntimeError.of(e));
        }
    }

    private static void fail(
            RuntimeApiClient api, NextInvocation invocation, StreamingResponse response, RuntimeError error)
            throws IOException {
        if (response.hasBegun()) {
            response.breakOff(error);
        } else {
            api.failed(invocation, error);
        }
    }
}
