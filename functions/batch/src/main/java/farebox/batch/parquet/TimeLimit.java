package farebox.batch.parquet;

import dev.hardwood.reader.ParquetFileReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Gives up what does not end. The Parquet reader waits for ever for some pages that are damaged. */
final class TimeLimit {
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("parquet-reader").factory());
    private final Duration longest;

    TimeLimit(Duration longest) {
        this.longest = longest;
    }

    /**
     * @throws TimeoutException if it does not end in time
     * @throws ExecutionException with what it throws
     */
    <T> T run(Callable<T> task) throws TimeoutException, ExecutionException {
        Future<T> running = thread.submit(task);
        try {
            return running.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TimeoutException("interrupted");
        }
    }

    /** Closes a reader, too, whose own threads may not end either. */
    void close(ParquetFileReader parquet) {
        var _ = thread.shutdownNow();
        Thread closing = Thread.ofVirtual().start(() -> {
            try {
                parquet.close();
            } catch (IOException e) {
                throw new UncheckedIOException("memory does not fail", e);
            }
        });
        try {
            boolean _ = closing.join(longest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
