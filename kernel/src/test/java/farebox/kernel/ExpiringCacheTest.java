package farebox.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class ExpiringCacheTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration TTL = Duration.ofSeconds(20);

    private final MovableClock clock = new MovableClock(NOON);
    private final List<Runnable> background = new ArrayList<>();
    private final ExpiringCache<Integer, String> cache = new ExpiringCache<>(TTL, 3, clock, background::add);

    @Test
    void find_untilTheTimeIsOver() {
        cache.put(1, "one");

        clock.advance(TTL.minusNanos(1));
        assertThat(cache.find(1)).contains("one");

        clock.advance(Duration.ofNanos(1));
        assertThat(cache.find(1)).isEmpty();
    }

    @Test
    void find_onceTheValueIsNoLongerTrue_isEmpty() {
        cache.put(1, "one", NOON.plusSeconds(5));

        clock.advance(Duration.ofSeconds(4));
        assertThat(cache.find(1)).contains("one");

        clock.advance(Duration.ofSeconds(1));
        assertThat(cache.find(1)).isEmpty();
    }

    @Test
    void find_afterTheClockWasSetBack_isEmpty() {
        cache.put(1, "one");
        clock.advance(Duration.ofHours(-1));

        assertThat(cache.find(1)).isEmpty();
    }

    @Test
    void find_ofAValueThatLastsForEver_isThere() {
        ExpiringCache<Integer, String> lasting = new ExpiringCache<>(ExpiringCache.FOREVER, 3, clock);
        lasting.put(1, "one");
        clock.advance(Duration.ofDays(10_000));

        assertThat(lasting.find(1, () -> {
                    throw new AssertionError("it needs no look-up");
                }))
                .contains("one");
    }

    @Test
    void put_whenFull_dropsWhatWasNotUsedForLongest() {
        cache.put(1, "one");
        cache.put(2, "two");
        cache.put(3, "three");
        cache.find(1);
        cache.put(4, "four");

        assertThat(cache.find(2)).isEmpty();
        assertThat(cache.find(1)).contains("one");
        assertThat(cache.find(4)).contains("four");
    }

    @Test
    void get_looksUpOnce() {
        assertThat(cache.get(1, found("one"))).contains("one");
        assertThat(cache.get(1, found("another"))).contains("one");
    }

    @Test
    void get_whileAnotherCallerLooksUp_waitsForWhatThatFinds() throws Exception {
        assertThat(getWhileAnotherFinds(Optional.of("one"))).contains("one");
    }

    @Test
    void get_whileAnotherCallerFindsNothing_looksUpItself() throws Exception {
        assertThat(getWhileAnotherFinds(Optional.empty())).contains("two");
    }

    @Test
    void get_doesNotKeepThatThereIsNone() {
        assertThat(cache.get(1, Optional::empty)).isEmpty();
        assertThat(cache.get(1, found("one"))).contains("one");
    }

    @Test
    void get_countsTheTimeFromBeforeTheLookUp() {
        cache.get(1, () -> {
            clock.advance(Duration.ofSeconds(8));
            return Optional.of("one");
        });
        clock.advance(Duration.ofSeconds(12));

        assertThat(cache.find(1)).isEmpty();
    }

    @Test
    void find_inTheSecondHalf_isLookedUpAgainInTheBackgroundOnce() {
        cache.put(1, "one");
        clock.advance(Duration.ofSeconds(10));
        cache.find(1, found("two"));
        assertThat(background).isEmpty();

        clock.advance(Duration.ofNanos(1));
        assertThat(cache.find(1, found("two"))).contains("one");
        assertThat(cache.find(1, found("three"))).contains("one");
        assertThat(background).hasSize(1);

        background.getFirst().run();
        assertThat(cache.find(1)).contains("two");
        clock.advance(TTL.minusNanos(1));
        assertThat(cache.find(1)).contains("two");
    }

    @Test
    void find_ofWhatIsGoneWhenLookedUpAgain_isEmpty() {
        cache.put(1, "one");
        clock.advance(Duration.ofSeconds(11));
        cache.find(1, Optional::empty);
        background.getFirst().run();

        assertThat(cache.find(1)).isEmpty();
    }

    @Test
    void find_whoseLookUpInTheBackgroundFails_livesItsTimeAndThenTellsTheCaller() {
        cache.put(1, "one");
        clock.advance(Duration.ofSeconds(11));
        cache.get(1, ExpiringCacheTest::unavailable);
        background.getFirst().run();

        assertThat(cache.get(1, ExpiringCacheTest::unavailable)).contains("one");
        assertThat(background).hasSize(1);
        clock.advance(TTL);
        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> cache.get(1, ExpiringCacheTest::unavailable));
    }

    /** What a second caller gets, who would find "two" and asks while the look-up of the first is under way. */
    private Optional<String> getWhileAnotherFinds(Optional<String> found) throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
        Thread.ofPlatform()
                .start(() -> cache.get(1, () -> {
                    asked.countDown();
                    return answer.join();
                }));
        asked.await();
        FutureTask<Optional<String>> second = new FutureTask<>(() -> cache.get(1, found("two")));
        Thread thread = Thread.ofPlatform().start(second);
        while (thread.isAlive() && thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        answer.complete(found);
        return second.get();
    }

    private static Supplier<Optional<String>> found(String value) {
        return () -> Optional.of(value);
    }

    private static Optional<String> unavailable() {
        throw new Unavailable("not now", Duration.ofSeconds(1));
    }
}
