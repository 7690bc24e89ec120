package farebox.inference.http;

import farebox.http.HttpRequest;
import farebox.http.HttpResponse;
import farebox.http.Route;
import farebox.inference.UsageMeter;
import farebox.kernel.Caller;
import farebox.kernel.Sha256;
import farebox.metering.IdempotencyKey;
import farebox.metering.MeteredCall;
import farebox.metering.MeteredResponse;
import farebox.metering.WorkResult;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Supplier;

/** Runs the work of an HTTP call so that its event is durable before it is answered. */
public final class MeteredEndpoint {
    /**
     * The header that says how much of an Open Inference body is JSON; with another value a body means another thing.
     */
    public static final String INFERENCE_HEADER = "inference-header-content-length";

    private final UsageMeter usageMeter;

    public MeteredEndpoint(UsageMeter usageMeter) {
        this.usageMeter = usageMeter;
    }

    /**
     * Reads a call. What is wrong with it by itself is refused here, before it is metered; the rest when it is worked
     * on.
     */
    @FunctionalInterface
    public interface Reader {
        Supplier<WorkResult> work(HttpRequest request, Caller caller);
    }

    /**
     * The work of a route.
     *
     * @param operation method and path template; with the tenant, the scope of an idempotency key
     */
    public Route.Handler of(String operation, Reader reader) {
        return (request, caller) -> {
            Supplier<WorkResult> work = reader.work(request, caller);
            return answer(usageMeter.run(metered(operation, request, caller), request.deadline(), work));
        };
    }

    private static MeteredCall metered(String operation, HttpRequest request, Caller caller) {
        return new MeteredCall(
                caller,
                operation,
                request.id(),
                request.header("idempotency-key").map(IdempotencyKey::new),
                fingerprint(request));
    }

    /** Of all that the answer depends on: the path names the model, and the header says how to read the body. */
    private static Sha256 fingerprint(HttpRequest request) {
        MessageDigest digest = Sha256.newDigest();
        String head = request.path() + "\n" + request.header(INFERENCE_HEADER).orElse("") + "\n";
        digest.update(head.getBytes(StandardCharsets.UTF_8));
        return Sha256.finish(digest.digest(request.body()));
    }

    private static HttpResponse answer(MeteredResponse meteredResponse) {
        HttpResponse response = new HttpResponse(
                        meteredResponse.responseRecord().status(),
                        meteredResponse.responseRecord().headers(),
                        meteredResponse.responseRecord().body())
                .with("x-farebox-event", meteredResponse.event());
        return meteredResponse.replayed() ? response.with("idempotent-replayed", "true") : response;
    }
}
