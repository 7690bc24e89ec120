package farebox.metering;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** What every {@link Claims} keeps. */
public abstract class ClaimsContract {
    private static final Instant NOW = Samples.NOW;
    private static final Duration LEASE = Duration.ofSeconds(30);

    /** Empty, and new for each test. */
    protected abstract Claims claims();

    @Test
    void take_aFreeOneIsTaken() {
        assertThat(claims().take(claim(1, NOW), NOW, Samples.DEADLINE)).isEmpty();
    }

    @Test
    void take_aLiveOneStandsInTheWay() {
        Claims claims = claims();
        Claim first = claim(1, NOW);
        claims.take(first, NOW, Samples.DEADLINE);

        assertThat(claims.take(claim(2, NOW), NOW.plus(LEASE), Samples.DEADLINE))
                .contains(first);
    }

    @Test
    void take_theSameAgainMeetsItself() {
        Claims claims = claims();
        Claim claim = claim(1, NOW);
        claims.take(claim, NOW, Samples.DEADLINE);

        assertThat(claims.take(claim, NOW, Samples.DEADLINE)).contains(claim);
    }

    @Test
    void take_aDeadOneIsTakenOver() {
        Claims claims = claims();
        claims.take(claim(1, NOW), NOW, Samples.DEADLINE);
        Instant afterwards = NOW.plus(LEASE).plus(1, ChronoUnit.MILLIS);

        assertThat(claims.take(claim(2, afterwards), afterwards, Samples.DEADLINE))
                .isEmpty();
        assertThat(claims.take(claim(3, afterwards), afterwards, Samples.DEADLINE))
                .contains(claim(2, afterwards));
    }

    @Test
    void release_freesWhatWasTaken() {
        Claims claims = claims();
        claims.take(claim(1, NOW), NOW, Samples.DEADLINE);

        claims.release(claim(1, NOW), Samples.DEADLINE);

        assertThat(claims.take(claim(2, NOW), NOW, Samples.DEADLINE)).isEmpty();
    }

    @Test
    void release_leavesTheClaimOfAnotherAttempt() {
        Claims claims = claims();
        Claim standing = claim(1, NOW);
        claims.take(standing, NOW, Samples.DEADLINE);

        claims.release(claim(2, NOW), Samples.DEADLINE);

        assertThat(claims.take(claim(3, NOW), NOW, Samples.DEADLINE)).contains(standing);
    }

    @Test
    void release_ofNothingDoesNothing() {
        Claims claims = claims();

        claims.release(claim(1, NOW), Samples.DEADLINE);

        assertThat(claims.take(claim(2, NOW), NOW, Samples.DEADLINE)).isEmpty();
    }

    private static Claim claim(int attempt, Instant now) {
        return new Claim(
                Samples.eventId("r1"),
                Samples.attempt(attempt),
                Samples.BODY,
                now.plus(LEASE).truncatedTo(ChronoUnit.MILLIS));
    }
}
