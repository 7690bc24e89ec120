package farebox.models.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.ByteCount;
import farebox.kernel.DataCorrupted;
import farebox.kernel.Deadline;
import farebox.kernel.NotFound;
import farebox.kernel.NotReady;
import farebox.kernel.Unavailable;
import farebox.models.Lease;
import farebox.models.SampleModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class LeasedCacheTest {
    private static final Deadline LATER = Deadline.after(Duration.ofMinutes(1), SampleModel.CLOCK);
    private static final Deadline NOW = Deadline.after(Duration.ZERO, SampleModel.CLOCK);
    private static final ByteCount ONE = new ByteCount(1);

    private final List<String> disposed = new ArrayList<>();
    private final AtomicInteger made = new AtomicInteger();

    @Test
    void lease_makesAThingOnce() {
        LeasedCache<String, String> cache = cache(3);

        try (Lease<String> first = lease(cache, "a");
                Lease<String> second = lease(cache, "a")) {
            assertThat(first.value()).isEqualTo("made of a").isSameAs(second.value());
        }
        assertThat(made).hasValue(1);
        assertThat(disposed).isEmpty();
    }

    @Test
    void lease_evictsWhatWasUsedLongestAgo() {
        LeasedCache<String, String> cache = cache(2);
        for (String key : List.of("a", "b", "a", "c")) {
            lease(cache, key).close();
        }

        assertThat(disposed).containsExactly("made of b");
        assertThat(cache.used()).isEqualTo(new ByteCount(2));
    }

    @Test
    void lease_evictsWhatNobodyUsesBeforeWhatSomebodyDoes() {
        LeasedCache<String, String> cache = cache(2);
        Lease<String> inUse = lease(cache, "a");
        lease(cache, "b").close();

        lease(cache, "c").close();

        assertThat(disposed).containsExactly("made of b");
        inUse.close();
    }

    @Test
    void lease_neverDisposesOfWhatIsInUseBeforeTheLastOneReturnsIt() {
        LeasedCache<String, String> cache = cache(1);
        Lease<String> first = lease(cache, "a");
        Lease<String> second = lease(cache, "a");

        assertThatExceptionOfType(NotReady.class)
                .isThrownBy(() -> cache.lease("b", ONE, () -> "b", NOW))
                .withMessageContaining("no room");
        first.close();
        first.close();
        assertThat(disposed).isEmpty();
        assertThat(cache.used()).isEqualTo(ONE);

        second.close();
        assertThat(disposed).containsExactly("made of a");
        assertThat(cache.used()).isEqualTo(ByteCount.NONE);
    }

    @Test
    void lease_waitsForRoomUntilWhatIsInUseIsReturned() throws Exception {
        LeasedCache<String, String> cache = cache(1);
        Lease<String> inUse = lease(cache, "a");
        try (ExecutorService callers = Executors.newSingleThreadExecutor()) {
            Future<Lease<String>> waiting = callers.submit(() -> lease(cache, "b"));
            inUse.close();

            assertThat(waiting.get().value()).isEqualTo("made of b");
        }
        assertThat(disposed).containsExactly("made of a");
        assertThat(cache.used()).isEqualTo(ONE);
    }

    @Test
    void lease_ofWhatWasEvictedMakesItAnew() {
        LeasedCache<String, String> cache = cache(1);
        Lease<String> old = lease(cache, "a");
        assertThatExceptionOfType(NotReady.class).isThrownBy(() -> cache.lease("b", ONE, () -> "b", NOW));
        old.close();

        Lease<String> fresh = lease(cache, "a");

        assertThat(fresh.value()).isNotSameAs(old.value());
        assertThat(disposed).containsExactly("made of a");
    }

    @Test
    void lease_ofMoreThanTheBudgetIsUnavailable() {
        assertThatExceptionOfType(Unavailable.class)
                .isThrownBy(() -> cache(1).lease("a", new ByteCount(2), () -> "a", LATER));
    }

    @Test
    void lease_tellsTheFailureOfTheMakingAndTriesAgainNextTime() {
        LeasedCache<String, String> cache = cache(1);
        Supplier<String> failing = () -> {
            throw new DataCorrupted("damaged");
        };

        assertThatExceptionOfType(DataCorrupted.class).isThrownBy(() -> cache.lease("a", ONE, failing, LATER));
        assertThat(cache.used()).isEqualTo(ByteCount.NONE);

        lease(cache, "a").close();
        assertThat(disposed).isEmpty();
    }

    @Test
    void lease_isBusyAtTheDeadlineAndTheMakingGoesOn() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (ExecutorService makers = Executors.newSingleThreadExecutor()) {
            LeasedCache<String, String> cache = new LeasedCache<>(ONE, disposed::add, makers, SampleModel.CLOCK);

            assertThatExceptionOfType(NotReady.class)
                    .isThrownBy(() -> cache.lease("a", ONE, () -> awaited(release), NOW))
                    .satisfies(notReady -> assertThat(notReady.retryAfter()).isPositive());

            release.countDown();
            try (Lease<String> lease = cache.lease("a", ONE, () -> "made twice", LATER)) {
                assertThat(lease.value()).isEqualTo("made once");
            }
        }
    }

    @Test
    void lease_evictedWhileItWasBeingMadeIsDisposedOfOnceItIs() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (ExecutorService makers = Executors.newCachedThreadPool()) {
            LeasedCache<String, String> cache = new LeasedCache<>(ONE, disposed::add, makers, SampleModel.CLOCK);
            assertThatExceptionOfType(NotReady.class)
                    .isThrownBy(() -> cache.lease("a", ONE, () -> awaited(release), NOW));

            assertThatExceptionOfType(NotReady.class).isThrownBy(() -> cache.lease("b", ONE, () -> "b", NOW));
            assertThat(disposed).isEmpty();

            release.countDown();
        }
        assertThat(disposed).containsExactly("made once");
    }

    @Test
    void lease_whenNoMakerCanBeStartedIsTriedAgainNextTime() {
        AtomicBoolean full = new AtomicBoolean(true);
        Executor makers = task -> {
            if (full.get()) {
                throw new RejectedExecutionException("no threads left");
            }
            task.run();
        };
        LeasedCache<String, String> cache = new LeasedCache<>(ONE, disposed::add, makers, SampleModel.CLOCK);

        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> lease(cache, "a"));
        assertThat(cache.used()).isEqualTo(ByteCount.NONE);

        full.set(false);
        assertThat(lease(cache, "a").value()).isEqualTo("made of a");
    }

    @Test
    void lease_isGivenEvenIfWhatWasEvictedDoesNotClose() {
        Consumer<String> stuck = thing -> {
            throw new UncheckedIOException(new IOException(thing));
        };
        LeasedCache<String, String> cache = new LeasedCache<>(ONE, stuck, Runnable::run, SampleModel.CLOCK);
        lease(cache, "a").close();

        assertThat(lease(cache, "b").value()).isEqualTo("made of b");
    }

    @Test
    void lease_bugsOfTheMakingAreNotTakenForRefusals() {
        Supplier<String> bug = () -> {
            throw new StackOverflowError();
        };

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> cache(1).lease("a", ONE, bug, LATER))
                .withCauseInstanceOf(StackOverflowError.class);
    }

    /** Many callers, more things than fit, failures now and then: nobody ever holds a thing that was disposed of. */
    @Test
    void lease_underManyCallersNeverGivesOutWhatWasDisposedOf() throws Exception {
        LeasedCache<Integer, AtomicBoolean> cache =
                new LeasedCache<>(new ByteCount(3), open -> open.set(false), Runnable::run, SampleModel.CLOCK);
        try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
            List<Future<Integer>> runs = new ArrayList<>();
            for (int seed = 0; seed < 8; seed++) {
                Random random = new Random(seed);
                runs.add(callers.submit(() -> closedInHand(cache, random)));
            }
            for (Future<Integer> run : runs) {
                assertThat(run.get()).isZero();
            }
        }
        assertThat(cache.used()).isLessThanOrEqualTo(new ByteCount(3));
    }

    private static int closedInHand(LeasedCache<Integer, AtomicBoolean> cache, Random random) {
        int closed = 0;
        for (int i = 0; i < 5_000; i++) {
            try (Lease<AtomicBoolean> lease =
                    cache.lease(random.nextInt(8), ONE, () -> openUnless(random.nextInt(50) == 0), LATER)) {
                closed += lease.value().get() ? 0 : 1;
                Thread.onSpinWait();
                closed += lease.value().get() ? 0 : 1;
            } catch (NotFound e) {
                assertThat(e).hasMessage("now and then");
            }
        }
        return closed;
    }

    private static AtomicBoolean openUnless(boolean failing) {
        if (failing) {
            throw new NotFound("now and then");
        }
        return new AtomicBoolean(true);
    }

    private static String awaited(CountDownLatch release) {
        try {
            release.await();
            return "made once";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private LeasedCache<String, String> cache(int budget) {
        return new LeasedCache<>(new ByteCount(budget), disposed::add, Runnable::run, SampleModel.CLOCK);
    }

    private Lease<String> lease(LeasedCache<String, String> cache, String key) {
        return cache.lease(
                key,
                ONE,
                () -> {
                    made.incrementAndGet();
                    return "made of ".concat(key);
                },
                LATER);
    }
}
