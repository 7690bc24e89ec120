package farebox.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class AmountsTest {
    private static final Amounts CALL = new Amounts(Map.of(Meter.CALLS, 1L, Meter.TOKENS_IN, 9L));

    @Test
    void anUnnamedMeter_isZero() {
        assertThat(CALL.of(Meter.CALLS)).isOne();
        assertThat(CALL.of(Meter.TOKENS_IN)).isEqualTo(9);
        assertThat(CALL.of(Meter.TRAINING_SECONDS)).isZero();
    }

    @Test
    void plus_addsMeterByMeter() {
        Amounts sum = CALL.plus(Amounts.of(Meter.TRAINING_SECONDS, 60)).plus(CALL);

        assertThat(sum)
                .isEqualTo(new Amounts(Map.of(Meter.CALLS, 2L, Meter.TOKENS_IN, 18L, Meter.TRAINING_SECONDS, 60L)));
        assertThat(CALL.plus(Amounts.NONE)).isEqualTo(CALL);
    }

    @Test
    void plus_overflowFails() {
        Amounts max = Amounts.of(Meter.BYTES_OUT, Long.MAX_VALUE);

        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> max.plus(Amounts.of(Meter.BYTES_OUT, 1)));
    }

    @Test
    void with_changesACopy() {
        Amounts changed = CALL.with(Meter.TOKENS_IN, 0);

        assertThat(changed).isEqualTo(Amounts.of(Meter.CALLS, 1)).hasSameHashCodeAs(Amounts.of(Meter.CALLS, 1));
        assertThat(CALL.of(Meter.TOKENS_IN)).isEqualTo(9);
    }

    @Test
    void nonZero_leavesOutZeroAndKeepsTheOrderOfMeters() {
        Amounts amounts = new Amounts(Map.of(Meter.ROWS, 3L, Meter.CALLS, 1L, Meter.IMAGES, 0L));

        assertThat(amounts.nonZero().keySet()).containsExactly(Meter.CALLS, Meter.ROWS);
        assertThat(amounts.nonZero()).containsEntry(Meter.ROWS, 3L);
    }

    @Test
    void aNegativeAmount_isRefusedByName() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Amounts.of(Meter.AUDIO_MS, -1))
                .withMessageContaining("audio_ms");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new Amounts(Map.of(Meter.CALLS, -1L)));
    }
}
