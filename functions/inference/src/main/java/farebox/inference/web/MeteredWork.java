package farebox.inference.web;

import farebox.edge.HttpAnswer;
import farebox.edge.HttpCall;
import farebox.edge.Route;
import farebox.inference.Metering;
import farebox.kernel.Caller;
import farebox.kernel.Sha256;
import farebox.metering.IdempotencyKey;
import farebox.metering.Metered;
import farebox.metering.MeteredCall;
import farebox.metering.Worked;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Supplier;

/** Runs the work of an HTTP call so that its event is durable before it is answered. */
public final class MeteredWork {
    /**
     * The header that says how much of an Open Inference body is JSON; with another value a body means another thing.
     */
    public static final String INFERENCE_HEADER = "inference-header-content-length";

    private final Metering metering;

    public MeteredWork(Metering metering) {
        this.metering = metering;
    }

    /**
     * Reads a call. What is wrong with it by itself is refused here, before it is metered; the rest when it is worked
     * on.
     */
    @FunctionalInterface
    public interface Reader {
        Supplier<Worked> work(HttpCall call, Caller caller);
    }

    /**
     * The work of a route.
     *
     * @param operation method and path template; with the tenant, the scope of an idempotency key
     */
    public Route.Work of(String operation, Reader reader) {
        return (call, caller) -> {
            Supplier<Worked> work = reader.work(call, caller);
            return answer(metering.run(metered(operation, call, caller), call.deadline(), work));
        };
    }

    private static MeteredCall metered(String operation, HttpCall call, Caller caller) {
        return new MeteredCall(
                caller,
                operation,
                call.id(),
                call.header("idempotency-key").map(IdempotencyKey::new),
                fingerprint(call));
    }

    /** Of all that the answer depends on: the path names the model, and the header says how to read the body. */
    private static Sha256 fingerprint(HttpCall call) {
        MessageDigest digest = Sha256.newDigest();
        String head = call.path() + "\n" + call.header(INFERENCE_HEADER).orElse("") + "\n";
        digest.update(head.getBytes(StandardCharsets.UTF_8));
        return Sha256.finish(digest.digest(call.body()));
    }

    private static HttpAnswer answer(Metered metered) {
        HttpAnswer answer = new HttpAnswer(
                        metered.answer().status(),
                        metered.answer().headers(),
                        metered.answer().body())
                .with("x-farebox-event", metered.event());
        return metered.replayed() ? answer.with("idempotent-replayed", "true") : answer;
    }
}
