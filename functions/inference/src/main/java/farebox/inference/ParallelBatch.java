package farebox.inference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * Runs the items of a batch on several threads, each item by itself. A session of ONNX Runtime has one thread here, so
 * that two items on two threads take less time than two items one after the other on a session with two
 * (docs/adr/0005).
 */
public final class ParallelBatch {
    private static final long IDLE_SECONDS = 10;

    private final int threads;
    private final Executor executor;

    /** @param threads that work on one batch, the caller's own among them */
    public ParallelBatch(int threads) {
        this.threads = threads;
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> Thread.ofPlatform().daemon().name("batch-", 0).unstarted(work));
        pool.allowCoreThreadTimeOut(true);
        this.executor = pool;
    }

    /**
     * The results in the order of the items. After the first failure no further item is begun.
     *
     * @param item called by several threads at once, with 0 to {@code size - 1}
     * @throws RuntimeException as an item throws it
     */
    <T> List<T> run(int size, IntFunction<T> item) {
        Run<T> run = new Run<>(size, item);
        List<CompletableFuture<Void>> others = new ArrayList<>();
        for (int i = 1; i < Math.min(threads, size); i++) {
            others.add(CompletableFuture.runAsync(run, executor));
        }
        try {
            run.run();
        } finally {
            others.forEach(ParallelBatch::awaitQuietly);
        }
        others.forEach(ParallelBatch::join);
        return run.results();
    }

    private static void awaitQuietly(CompletableFuture<Void> other) {
        other.handle((_, _) -> null).join();
    }

    private static void join(CompletableFuture<Void> other) {
        try {
            other.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    /** One batch; each thread takes the next item until none is left. */
    private static final class Run<T> implements Runnable {
        private final int size;
        private final IntFunction<T> item;
        private final List<T> results;
        private final AtomicInteger next = new AtomicInteger();

        Run(int size, IntFunction<T> item) {
            this.size = size;
            this.item = item;
            this.results = new ArrayList<>(Collections.nCopies(size, null));
        }

        @Override
        public void run() {
            for (int i = next.getAndIncrement(); i < size; i = next.getAndIncrement()) {
                try {
                    results.set(i, item.apply(i));
                } catch (RuntimeException | Error failure) {
                    next.set(size);
                    throw failure;
                }
            }
        }

        List<T> results() {
            return results;
        }
    }
}
