package farebox.endtoend;

import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** A client as it should be: it repeats what failed, under the same idempotency key, until it is answered. */
final class RetryingClient {
    private static final Set<Integer> WORTH_REPEATING = Set.of(409, 429, 500, 502, 503, 504);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final HttpReply BROKEN_OFF =
            new HttpReply(502, HttpHeaders.of(Map.of(), (name, value) -> true), new byte[0]);

    private final PlainHttp plainHttp;
    private final Semaphore atOnce;
    private final Runnable beforeEach;

    /**
     * @param atOnce how many attempts may be under way
     * @param beforeEach done by each attempt just before it begins
     */
    RetryingClient(Target target, int atOnce, Runnable beforeEach) {
        this.plainHttp = PlainHttp.of(target);
        this.atOnce = new Semaphore(atOnce);
        this.beforeEach = beforeEach;
    }

    /** @return the first answer that no repetition would better */
    HttpReply embed(String text, String idempotencyKey) {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        HttpReply httpReply = attempt(text, idempotencyKey);
        while (WORTH_REPEATING.contains(httpReply.status()) && System.nanoTime() < end) {
            Await.pass(PAUSE);
            httpReply = attempt(text, idempotencyKey);
        }
        return httpReply;
    }

    /** A connection that breaks says no more than a 502. */
    private HttpReply attempt(String text, String idempotencyKey) {
        atOnce.acquireUninterruptibly();
        try {
            beforeEach.run();
            return plainHttp.post("/v1/embeddings", Sentences.body(text), "idempotency-key", idempotencyKey);
        } catch (UncheckedIOException e) {
            return BROKEN_OFF;
        } finally {
            atOnce.release();
        }
    }
}
