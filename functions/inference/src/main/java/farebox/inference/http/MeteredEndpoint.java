package farebox.inference.http;

import farebox.http.HttpRequest;
import farebox.http.HttpResponse;
import farebox.http.Route;
import farebox.inference.UsageMeter;
import farebox.kernel.Amounts;
import farebox.kernel.Caller;
import farebox.kernel.Meter;
import farebox.kernel.Sha256;
import farebox.metering.MeteredCall;
import farebox.metering.idempotency.IdempotencyKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.function.Supplier;

/** Meters the work of an HTTP request: its event is durable before the response is returned. */
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
     * Reads a request. What is wrong with the request by itself is refused here, before it is metered; the rest when
     * the work is done.
     */
    @FunctionalInterface
    public interface Reader {
        Supplier<MeteredCall.Result<HttpResponse>> work(HttpRequest request, Caller caller);
    }

    /**
     * The handler of a route. To the amounts of its work it adds one call and the bytes of request and response.
     *
     * @param operation method and path template; with the tenant, the scope of an idempotency key
     */
    public Route.Handler of(String operation, Reader reader) {
        return (request, caller) -> {
            Supplier<MeteredCall.Result<HttpResponse>> work = reader.work(request, caller);
            return respond(usageMeter.run(
                    metered(operation, request, caller), request.deadline(), () -> counted(request, work.get())));
        };
    }

    private static MeteredCall.Result<HttpResponse> counted(
            HttpRequest request, MeteredCall.Result<HttpResponse> result) {
        Amounts amounts = new Amounts(Map.of(
                Meter.CALLS, 1L,
                Meter.BYTES_IN, (long) request.body().length,
                Meter.BYTES_OUT, (long) result.response().body().length));
        return new MeteredCall.Result<>(
                result.response(), result.resource(), result.amounts().plus(amounts));
    }

    private static MeteredCall metered(String operation, HttpRequest request, Caller caller) {
        return new MeteredCall(
                caller,
                operation,
                request.id(),
                request.header("idempotency-key").map(IdempotencyKey::new),
                fingerprint(request));
    }

    /** Of all that the response depends on: the path names the model, and the header says how to read the body. */
    private static Sha256 fingerprint(HttpRequest request) {
        MessageDigest digest = Sha256.newDigest();
        String head = request.path() + "\n" + request.header(INFERENCE_HEADER).orElse("") + "\n";
        digest.update(head.getBytes(StandardCharsets.UTF_8));
        return Sha256.finish(digest.digest(request.body()));
    }

    private static HttpResponse respond(MeteredCall.Response<HttpResponse> metered) {
        HttpResponse response = metered.response().with("x-farebox-event", metered.event());
        return metered.replayed() ? response.with("idempotent-replayed", "true") : response;
    }
}
