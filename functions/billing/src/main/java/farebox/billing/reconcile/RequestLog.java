package farebox.billing.reconcile;

import farebox.kernel.RequestId;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;

/** The gateway's access log. */
@FunctionalInterface
public interface RequestLog {
    /**
     * Every request of the span, in no order; none is kept.
     *
     * @param end exclusive
     * @throws Unavailable if the log cannot be read
     */
    void read(Instant start, Instant end, Consumer<LoggedRequest> each);

    /**
     * A request as the gateway logged it.
     *
     * @param id the gateway's extended request id
     * @param route the path with its variables, such as {@code /v2/models/{path+}}
     * @param idempotent whether it had an Idempotency-Key, so that an earlier request may have been billed in its place
     */
    record LoggedRequest(
            RequestId id, TenantId tenant, String method, String route, int status, boolean idempotent, Instant at) {
        /** Paths below which a POST is free. */
        private static final Set<String> FREE = Set.of(
                "/v1/files",
                "/v1/upload-urls",
                "/v1/uploads",
                "/v1/batches",
                "/v1/fine_tuning",
                "/v2/repository",
                "/endpoints/{endpoint}/async-invocations");

        /** Whether it must have an event: calls of models are POST, and what is not known to be free is billable. */
        boolean isBillable() {
            return method.equals("POST")
                    && status >= 200
                    && status < 300
                    && FREE.stream().noneMatch(this::isBelow);
        }

        private boolean isBelow(String path) {
            return route.equals(path) || route.startsWith(path + "/");
        }
    }
}
