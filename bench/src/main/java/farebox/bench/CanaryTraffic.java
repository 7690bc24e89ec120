package farebox.bench;

import farebox.access.ApiKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Requests of many callers in turn: so many a second, or fewer where some are not answered yet. */
final class CanaryTraffic {
    private static final String ROW =
            "{\"sepal_length\": 5.1, \"sepal_width\": 3.5, \"petal_length\": 1.4, \"petal_width\": 0.2}";
    private static final String BODY =
            IntStream.range(0, 100).mapToObj(_ -> ROW).collect(Collectors.joining(",", "{\"rows\": [", "]}"));

    private static final int MAX_OPEN = 4;

    private final URI url;
    private final List<ApiKey> callers;
    private final Duration between;

    CanaryTraffic(URI url, List<ApiKey> callers, Duration between) {
        this.url = url;
        this.callers = callers;
        this.between = between;
    }

    /**
     * One request.
     *
     * @param nanos when it was answered, since the traffic began
     * @param caller its number
     * @param status of the answer; 0 without one
     * @param time from the request to the answer
     */
    record Call(long nanos, int caller, int status, Duration time) {
        boolean answered() {
            return status == 200;
        }
    }

    /**
     * What came of the requests of that time, in the order of the answers.
     *
     * @param busy threads that keep processors busy meanwhile
     */
    List<Call> run(Duration time, int busy) throws InterruptedException {
        Queue<Call> calls = new ConcurrentLinkedQueue<>();
        long began = System.nanoTime();
        long end = began + time.toNanos();
        IntStream.range(0, busy).forEach(_ -> Thread.ofPlatform().daemon().start(() -> spinUntil(end)));
        AtomicLong next = new AtomicLong();
        Semaphore open = new Semaphore(MAX_OPEN);
        try (HttpClient client = HttpClient.newHttpClient();
                ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            var ticks = clock.scheduleAtFixedRate(
                    () -> {
                        if (open.tryAcquire()) {
                            int caller = (int) (next.getAndIncrement() % callers.size());
                            Thread.ofVirtual().start(() -> {
                                calls.add(call(client, caller, began));
                                open.release();
                            });
                        }
                    },
                    0,
                    between.toNanos(),
                    TimeUnit.NANOSECONDS);
            Thread.sleep(time);
            ticks.cancel(false);
        }
        return List.copyOf(calls);
    }

    private Call call(HttpClient client, int caller, long began) {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("authorization", "Bearer " + callers.get(caller).reveal())
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(BODY))
                .build();
        long sent = System.nanoTime();
        int status = status(client, request);
        long now = System.nanoTime();
        return new Call(now - began, caller, status, Duration.ofNanos(now - sent));
    }

    private static int status(HttpClient client, HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static void spinUntil(long end) {
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
