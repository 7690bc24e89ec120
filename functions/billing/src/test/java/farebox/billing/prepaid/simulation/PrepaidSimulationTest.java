package farebox.billing.prepaid.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PrepaidSimulationTest {
    /** Of each seed; -Dfarebox.prepaid.calls runs longer. */
    private static final int CALLS = Integer.getInteger("farebox.prepaid.calls", 2_000);

    private static final int SEEDS = 100;

    @Test
    void noMoneyIsCreatedOrLost() {
        for (long seed = 0; seed < SEEDS; seed++) {
            assertThat(new PrepaidSimulation(SeededBug.NONE, seed).run(CALLS))
                    .as("seed %d", seed)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void everySeededBugIsSeen(SeededBug bug) {
        assertThat(LongStream.range(0, SEEDS)
                        .filter(seed ->
                                !new PrepaidSimulation(bug, seed).run(CALLS).isEmpty())
                        .findFirst())
                .as("a seed that sees %s", bug)
                .isPresent();
    }
}
