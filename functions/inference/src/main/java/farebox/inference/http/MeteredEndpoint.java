package farebox.inference.http;

import farebox.http.HttpRequest;
import farebox.http.HttpResponse;
import farebox.http.Route;
import farebox.inference.UsageMeter;
import farebox.kernel.Caller;
import farebox.kernel.PayloadTooLarge;
import farebox.kernel.Sha256;
import farebox.metering.IdempotencyKey;
import farebox.metering.MeteredCall;
import farebox.metering.MeteredResponse;
import farebox.metering.ResponseRecord;
import farebox.metering.WorkResult;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Runs the work of an HTTP call so that its event is durable before the response is returned. */
public final class MeteredEndpoint {
    private final UsageMeter usageMeter;

    public MeteredEndpoint(UsageMeter usageMeter) {
        this.usageMeter = usageMeter;
    }

    /**
     * Reads a request. What is wrong with it by itself is an error here, before it is metered; the rest is found by the
     * work.
     */
    @FunctionalInterface
    public interface Reader {
        Supplier<WorkResult> work(HttpRequest request, Caller caller);
    }

    /**
     * The handler of a route.
     *
     * @param operation method and path template; with the tenant, the scope of an idempotency key
     */
    public Route.Handler of(String operation, Reader reader) {
        return of(operation, Set.of(), reader);
    }

    /**
     * As {@link #of(String, Reader)}, for a protocol in which headers say how the body is read.
     *
     * @param bodyHeaders their names; a request with other values is another request
     */
    public Route.Handler of(String operation, Set<String> bodyHeaders, Reader reader) {
        return (request, caller) -> {
            Supplier<WorkResult> work = reader.work(request, caller);
            MeteredCall call = new MeteredCall(
                    caller,
                    operation,
                    request.id(),
                    request.header("idempotency-key").map(IdempotencyKey::new),
                    fingerprint(request, bodyHeaders));
            return response(usageMeter.run(call, request.deadline(), () -> fitting(work.get(), request)));
        };
    }

    /** Checked before the event is written: a caller who cannot get the response does not pay for it. */
    private static WorkResult fitting(WorkResult result, HttpRequest request) {
        if (!response(result.responseRecord()).fits(request)) {
            throw new PayloadTooLarge(
                    "the response does not fit into what one call can return; send fewer inputs. Nothing is billed");
        }
        return result;
    }

    /** Of all that the response depends on: the path names the model, and headers may say how to read the body. */
    private static Sha256 fingerprint(HttpRequest request, Set<String> bodyHeaders) {
        MessageDigest digest = Sha256.newDigest();
        String headers = bodyHeaders.stream()
                .sorted()
                .map(name -> request.header(name).orElse(""))
                .collect(Collectors.joining("\n"));
        digest.update((request.path() + "\n" + headers + "\n").getBytes(StandardCharsets.UTF_8));
        return Sha256.finish(digest.digest(request.body()));
    }

    private static HttpResponse response(MeteredResponse meteredResponse) {
        HttpResponse response =
                response(meteredResponse.responseRecord()).with("x-farebox-event", meteredResponse.event());
        return meteredResponse.replayed() ? response.with("idempotent-replayed", "true") : response;
    }

    private static HttpResponse response(ResponseRecord responseRecord) {
        return new HttpResponse(responseRecord.status(), responseRecord.headers(), responseRecord.body());
    }
}
