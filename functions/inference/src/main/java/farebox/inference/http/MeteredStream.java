package farebox.inference.http;

import farebox.http.HttpRequest;
import farebox.http.HttpResponse;
import farebox.http.ResponseStream;
import farebox.inference.UsageMeter;
import farebox.kernel.Amounts;
import farebox.kernel.Meter;
import farebox.metering.MeteredCall;
import farebox.metering.Resource;
import java.io.ByteArrayOutputStream;
import java.util.Map;

/**
 * A response that is sent in pieces. What each piece used is recorded before the piece is sent: the first with the call
 * itself, under the request's own event, those that follow under events of their own. So whatever a client has received
 * is billed, exactly once, and a stream that breaks is billed for no more than the pieces that were recorded.
 */
public final class MeteredStream {
    private final UsageMeter usageMeter;
    private final MeteredCall call;
    private final HttpRequest request;
    private final ResponseStream out;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private Amounts recorded = Amounts.NONE;
    private int parts;

    MeteredStream(UsageMeter usageMeter, MeteredCall call, HttpRequest request, ResponseStream out) {
        this.usageMeter = usageMeter;
        this.call = call;
        this.request = request;
        this.out = out;
    }

    /** Adds to the next piece. */
    public void add(byte[] bytes) {
        pending.writeBytes(bytes);
    }

    public boolean hasBegun() {
        return parts > 0;
    }

    /**
     * Records what was used, and then sends the piece.
     *
     * @param head status and headers, which are sent with the first piece
     * @param used of the model since the response began, without the call itself and its bytes
     * @throws farebox.kernel.Failure if the usage cannot be recorded; nothing of the piece is sent
     */
    public void send(HttpResponse head, Resource resource, Amounts used) {
        byte[] piece = pending.toByteArray();
        Amounts fresh = used.minus(recorded).plus(Amounts.of(Meter.BYTES_OUT, piece.length));
        if (parts == 0) {
            begin(new MeteredCall.Result<>(head, resource, fresh.plus(ofRequest())));
        } else {
            usageMeter.runPart(call, parts, new MeteredCall.Result<>(head, resource, fresh), request.deadline());
        }
        parts++;
        recorded = used;
        pending.reset();
        out.write(piece);
    }

    /** Sends what is no use of a model, such as why the rest is missing; it is not billed. */
    public void sendUnbilled(byte[] bytes) {
        pending.reset();
        out.write(bytes);
    }

    private void begin(MeteredCall.Result<HttpResponse> result) {
        MeteredCall.Response<HttpResponse> metered = usageMeter.run(call, request.deadline(), () -> result);
        HttpResponse head = metered.response().with("x-farebox-event", metered.event());
        out.begin(head.status(), head.headers());
    }

    private Amounts ofRequest() {
        return new Amounts(Map.of(Meter.CALLS, 1L, Meter.BYTES_IN, (long) request.body().length));
    }
}
