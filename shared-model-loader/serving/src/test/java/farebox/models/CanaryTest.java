package farebox.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.InvalidRequest;
import farebox.kernel.ModelVersion;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CanaryTest {
    private static final Instant UNTIL = Instant.parse("2026-01-31T12:00:00Z");
    private static final int CALLERS = 100_000;

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 50, 100})
    void serves_itsShareOfTheCallers(int percent) {
        Canary canary = canary("v-2", percent);

        double share = 100.0 * served(canary) / CALLERS;

        assertThat(share).isBetween(percent * 0.9, percent * 1.1);
    }

    @Test
    void serves_aCallerOrNot_asOftenAsItIsAsked() {
        Canary canary = canary("v-2", 50);

        assertThat(IntStream.range(0, 100).mapToObj(_ -> canary.serves(SampleModel.REF, "acme/k1")))
                .containsOnly(canary.serves(SampleModel.REF, "acme/k1"));
    }

    @Test
    void serves_otherCallersForAnotherCandidate() {
        Canary one = canary("v-2", 10);
        Canary other = canary("v-3", 10);

        long both = IntStream.range(0, CALLERS)
                .filter(i -> one.serves(SampleModel.REF, "caller" + i) && other.serves(SampleModel.REF, "caller" + i))
                .count();

        assertThat(both).isLessThan(CALLERS / 50);
    }

    @Test
    void aLargerShare_hasTheCallersOfASmallerOne() {
        Canary small = canary("v-2", 5);
        Canary large = canary("v-2", 50);

        assertThat(IntStream.range(0, CALLERS)
                        .mapToObj(i -> "caller" + i)
                        .filter(caller -> small.serves(SampleModel.REF, caller)))
                .allMatch(caller -> large.serves(SampleModel.REF, caller));
    }

    @Test
    void isLive_untilItEnds() {
        assertThat(canary("v-2", 1).isLive(UNTIL.minusNanos(1))).isTrue();
        assertThat(canary("v-2", 1).isLive(UNTIL)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 101})
    void aShareOutOfRange_isRefused(int percent) {
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> canary("v-2", percent));
    }

    private static long served(Canary canary) {
        return IntStream.range(0, CALLERS)
                .filter(i -> canary.serves(SampleModel.REF, "caller" + i))
                .count();
    }

    private static Canary canary(String version, int percent) {
        return new Canary(new ModelVersion(version), percent, UNTIL);
    }
}
