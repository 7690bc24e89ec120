package farebox.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AuthenticationCacheTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration LIFE = Duration.ofSeconds(20);

    private final AuthenticationCache<String> recent = new AuthenticationCache<>(3);

    @Test
    void find_beforeTheLifeIsOver_isThere() {
        recent.keep(digest(1), "found", NOON, LIFE, Instant.MAX);

        assertThat(recent.find(digest(1), NOON.plus(LIFE).minusNanos(1))).contains("found");
    }

    @Test
    void find_onceTheLifeIsOver_isGone() {
        recent.keep(digest(1), "found", NOON, LIFE, Instant.MAX);

        assertThat(recent.find(digest(1), NOON.plus(LIFE))).isEmpty();
    }

    @Test
    void find_onceTheFindingIsNoLongerTrue_isGone() {
        recent.keep(digest(1), "found", NOON, LIFE, NOON.plusSeconds(5));

        assertThat(recent.find(digest(1), NOON.plusSeconds(4))).contains("found");
        assertThat(recent.find(digest(1), NOON.plusSeconds(5))).isEmpty();
    }

    @Test
    void find_afterTheClockWasSetBack_isGone() {
        recent.keep(digest(1), "found", NOON, LIFE, Instant.MAX);

        assertThat(recent.find(digest(1), NOON.minusSeconds(3_600))).isEmpty();
    }

    @Test
    void keep_whenFull_dropsWhatWasNotUsedForLongest() {
        recent.keep(digest(1), "one", NOON, LIFE, Instant.MAX);
        recent.keep(digest(2), "two", NOON, LIFE, Instant.MAX);
        recent.keep(digest(3), "three", NOON, LIFE, Instant.MAX);
        recent.find(digest(1), NOON);
        recent.keep(digest(4), "four", NOON, LIFE, Instant.MAX);

        assertThat(recent.find(digest(2), NOON)).isEmpty();
        assertThat(recent.find(digest(1), NOON)).contains("one");
        assertThat(recent.find(digest(4), NOON)).contains("four");
    }

    private static KeyDigest digest(int number) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) number;
        return KeyDigest.of(bytes);
    }
}
