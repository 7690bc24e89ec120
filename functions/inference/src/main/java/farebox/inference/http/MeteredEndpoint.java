package farebox.inference.http;

import farebox.http.HttpRequest;
import farebox.http.HttpResponse;
import farebox.http.ResponseStream;
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
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Meters the work of an HTTP request: its event is durable before the response is returned. */
public final class MeteredEndpoint {
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
        return of(operation, Set.of(), reader);
    }

    /**
     * As {@link #of(String, Reader)}, for a protocol in which headers say how the body is read.
     *
     * @param bodyHeaders their names; a request with other values is another request
     */
    public Route.Handler of(String operation, Set<String> bodyHeaders, Reader reader) {
        return (request, caller) -> {
            Supplier<MeteredCall.Result<HttpResponse>> work = reader.work(request, caller);
            MeteredCall call = call(operation, bodyHeaders, request, caller);
            return respond(usageMeter.run(call, request.deadline(), () -> counted(request, work.get())));
        };
    }

    /**
     * A response to a request that is sent piece by piece, each piece metered before it is sent.
     *
     * @param operation as in {@link #of(String, Reader)}; the request has no idempotency key
     */
    public MeteredStream stream(String operation, HttpRequest request, Caller caller, ResponseStream out) {
        return new MeteredStream(usageMeter, call(operation, Set.of(), request, caller), request, out);
    }

    private static MeteredCall call(String operation, Set<String> bodyHeaders, HttpRequest request, Caller caller) {
        return new MeteredCall(
                caller,
                operation,
                request.id(),
                request.header("idempotency-key").map(IdempotencyKey::new),
                fingerprint(request, bodyHeaders));
    }

    /** Whether the response fits is checked before the event is written: who cannot get it does not pay for it. */
    private static MeteredCall.Result<HttpResponse> counted(
            HttpRequest request, MeteredCall.Result<HttpResponse> result) {
        ResponseSizeLimit.require(result.response());
        Amounts amounts = new Amounts(Map.of(
                Meter.CALLS, 1L,
                Meter.BYTES_IN, (long) request.body().length,
                Meter.BYTES_OUT, (long) result.response().body().length));
        return new MeteredCall.Result<>(
                result.response(), result.resource(), result.amounts().plus(amounts));
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

    private static HttpResponse respond(MeteredCall.Response<HttpResponse> metered) {
        HttpResponse response = metered.response().with("x-farebox-event", metered.event());
        return metered.replayed() ? response.with("idempotent-replayed", "true") : response;
    }
}
