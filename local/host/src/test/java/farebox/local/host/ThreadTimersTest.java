package farebox.local.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class ThreadTimersTest {
    @Test
    void at_runsWorkThatIsDueOnAnotherThread() {
        try (ThreadTimers timers = new ThreadTimers(InstantSource.system())) {
            CompletableFuture<Thread> ran = new CompletableFuture<>();

            timers.at(Instant.EPOCH, () -> ran.complete(Thread.currentThread()));

            assertThat(ran.join()).isNotSameAs(Thread.currentThread());
        }
    }

    @Test
    void at_goesOnAfterWorkThatFailed() {
        try (ThreadTimers timers = new ThreadTimers(InstantSource.system())) {
            CompletableFuture<String> ran = new CompletableFuture<>();
            timers.at(Instant.EPOCH, () -> {
                throw new IllegalStateException("work that fails");
            });

            timers.at(Instant.EPOCH, () -> ran.complete("ran"));

            assertThat(ran.join()).isEqualTo("ran");
        }
    }
}
