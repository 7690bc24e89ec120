package farebox.local.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/** The one thread that touches the file. */
final class StoreThread implements AutoCloseable {
    private static final int MAX_BATCH = 512;
    private static final int COMMITS_BETWEEN_COMPACTIONS = 1_000;
    private static final long GROWTH_BETWEEN_COMPACTIONS = 8L << 20;
    private static final int FILL_RATE_PERCENT = 80;
    private static final int COMPACTED_BYTES = 16 << 20;
    /**
     * MVStore's compaction at the end moves chunks about and trips over its own assertions when space is reused at
     * once.
     */
    private static final int CLOSING_MILLIS = 0;

    private final MVStore file;
    private final BlockingQueue<Job<?>> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closed;
    private int commits;
    private long compactedSize;

    StoreThread(MVStore file) {
        this.file = file;
        this.thread = Thread.ofPlatform().name("local-store").daemon().start(this::keep);
    }

    <T> T run(Function<WriteBatch, T> work) {
        Job<T> job = new Job<>(work);
        queue.add(job);
        if (closed) {
            job.refuse(new IllegalStateException("the store is closed"));
        }
        return job.join();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        run(writeBatch -> closed = true);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep() {
        List<Job<?>> batch = new ArrayList<>();
        try {
            while (!closed) {
                batch.add(queue.take());
                queue.drainTo(batch, MAX_BATCH);
                serve(batch);
                batch.clear();
            }
        } catch (InterruptedException e) {
            throw new AssertionError("nobody knows this thread, so nobody interrupts it", e);
        } finally {
            closed = true;
            queue.forEach(job -> job.refuse(new IllegalStateException("the store is closed")));
            file.close(CLOSING_MILLIS);
        }
    }

    private void serve(List<Job<?>> batch) {
        boolean changed = false;
        for (Job<?> job : batch) {
            changed |= job.work();
        }
        if (changed) {
            try {
                file.commit();
            } catch (RuntimeException e) {
                batch.forEach(job -> job.refuse(e));
            }
        }
        batch.forEach(Job::answer);
        if (changed) {
            compactSometimes();
        }
    }

    /** After the answers, so that nobody who is here already waits for it. */
    private void compactSometimes() {
        long size = file.getFileStore().size();
        if (++commits >= COMMITS_BETWEEN_COMPACTIONS || size > compactedSize + GROWTH_BETWEEN_COMPACTIONS) {
            file.compact(FILL_RATE_PERCENT, COMPACTED_BYTES);
            commits = 0;
            compactedSize = size;
        }
    }

    /** Work, and whoever waits for it. */
    private static final class Job<T> {
        private final Function<WriteBatch, T> work;
        private final WriteBatch writeBatch = new WriteBatch();
        private final CompletableFuture<T> waiting = new CompletableFuture<>();
        private @Nullable Throwable failure;
        private @Nullable T answer;

        Job(Function<WriteBatch, T> work) {
            this.work = work;
        }

        /** @return whether there is something to commit */
        boolean work() {
            try {
                answer = work.apply(writeBatch);
                return writeBatch.apply();
            } catch (RuntimeException | Error e) {
                failure = e;
                return false;
            }
        }

        void answer() {
            if (failure != null) {
                waiting.completeExceptionally(failure);
                return;
            }
            if (!waiting.isDone()) {
                writeBatch.tell();
            }
            waiting.complete(answer);
        }

        void refuse(RuntimeException reason) {
            waiting.completeExceptionally(reason);
        }

        T join() {
            try {
                return waiting.join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof RuntimeException known) {
                    throw known;
                }
                throw e;
            }
        }
    }
}
