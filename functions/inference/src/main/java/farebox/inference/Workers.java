package farebox.inference;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Threads for the inputs of a batch, one for each core: a session of ONNX Runtime computes on the thread that calls it.
 * They are started with the first batch and kept.
 */
public final class Workers {
    private final int count;
    private final ExecutorService threads;

    /** @param count at least 1; with 1, everything runs on the calling thread */
    public Workers(int count) {
        this.count = count;
        this.threads = Executors.newFixedThreadPool(
                count, Thread.ofPlatform().daemon().name("batch-", 0).factory());
    }

    int count() {
        return count;
    }

    /**
     * The results in the order of the items. Returns when no thread works on an item any more, whether or not it
     * failed; after a failure no further item is begun, and the failure is thrown.
     */
    public <T, R> List<R> map(List<T> items, Function<T, R> function) {
        if (items.size() == 1) {
            return List.of(function.apply(items.getFirst()));
        }
        if (count == 1) {
            return items.stream().map(function).toList();
        }
        AtomicReferenceArray<R> results = new AtomicReferenceArray<>(items.size());
        Callable<Integer> worker = worker(items, function, results);
        requireAllSucceeded(runAll(Collections.nCopies(Math.min(count, items.size()), worker)));
        return IntStream.range(0, items.size()).mapToObj(results::get).toList();
    }

    /** Takes one item after another, so that a long one holds up no other. */
    private static <T, R> Callable<Integer> worker(
            List<T> items, Function<T, R> function, AtomicReferenceArray<R> results) {
        AtomicInteger next = new AtomicInteger();
        return () -> {
            int done = 0;
            try {
                for (int i = next.getAndIncrement(); i < items.size(); i = next.getAndIncrement()) {
                    results.set(i, function.apply(items.get(i)));
                    done++;
                }
            } finally {
                next.set(items.size());
            }
            return done;
        };
    }

    private List<Future<Integer>> runAll(List<Callable<Integer>> workers) {
        try {
            return threads.invokeAll(workers);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a batch was computed", e);
        }
    }

    private static void requireAllSucceeded(List<Future<Integer>> workers) {
        for (Future<Integer> worker : workers) {
            try {
                Integer _ = worker.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while a batch was computed", e);
            }
        }
    }
}
