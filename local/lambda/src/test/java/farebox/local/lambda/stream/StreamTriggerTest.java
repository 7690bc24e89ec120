package farebox.local.lambda.stream;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.local.lambda.InvokeOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class StreamTriggerTest {
    private static final StreamMapping PLAIN = new StreamMapping(10, Duration.ZERO, Duration.ZERO, false);

    private final InMemorySource source = new InMemorySource();

    @Test
    void start_deliversWhatArrivesLater() throws Exception {
        ScriptedFunction function = new ScriptedFunction().ends(new InvokeOutcome.Throttled());

        try (StreamTrigger _ = StreamTrigger.start("test", delivery(function))) {
            source.add(Instant.EPOCH);
            source.awaitCheckpoint("001");
        }

        assertThat(function.batches()).containsExactly("001", "001");
    }

    @Test
    void start_outlivesABug() throws Exception {
        CountDownLatch calls = new CountDownLatch(2);
        source.add(Instant.EPOCH);

        try (StreamTrigger _ = StreamTrigger.start("test", delivery(_ -> {
            calls.countDown();
            throw new IllegalStateException("a bug");
        }))) {
            assertThat(calls.await(15, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void close_doesNotWaitForAFunctionThatHangs() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        source.add(Instant.EPOCH);
        StreamTrigger trigger = StreamTrigger.start("test", delivery(_ -> {
            called.countDown();
            return hang();
        }));
        called.await();

        trigger.close();

        assertThat(source.checkpoint()).isEqualTo(StreamSource.TRIM_HORIZON);
    }

    private StreamDelivery delivery(StreamFunction function) {
        return new StreamDelivery(source, function, PLAIN, InstantSource.system());
    }

    private static InvokeOutcome hang() throws InterruptedException {
        new CountDownLatch(1).await();
        return new InvokeOutcome.Throttled();
    }
}
