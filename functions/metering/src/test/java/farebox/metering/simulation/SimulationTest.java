package farebox.metering.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class SimulationTest {
    private static final int SEEDS = 100;
    private static final int CALLS = 100_000;
    private static final int FEW_SEEDS = 8;
    private static final int FEW_CALLS = 10_000;

    @Test
    void everyAnsweredCallIsBilledOnceAndTheSumsAreTheLog() {
        Tally tally = tally(SEEDS, seed -> new Simulation(seed, Flaw.NONE).run(CALLS));

        assertThat(tally.answered()).isGreaterThan(SEEDS * CALLS / 100 * 99);
        assertThat(tally).isEqualTo(new Tally(tally.answered(), tally.replays(), 0, 0, 0, 0, 0, 0));
    }

    @Test
    void everyFaultHappens() {
        Simulation simulation = new Simulation(1, Flaw.NONE);

        Tally tally = simulation.run(CALLS);

        assertThat(tally.replays()).isGreaterThan(100);
        assertThat(simulation.redeliveries()).isGreaterThan(10);
        assertThat(simulation.fates())
                .hasSize(Fate.values().length - 1)
                .allSatisfy((fate, times) -> assertThat(times).isGreaterThan(10));
    }

    @Test
    void theSameSeedIsTheSameWorld() {
        assertThat(new Simulation(7, Flaw.NONE).run(FEW_CALLS)).isEqualTo(new Simulation(7, Flaw.NONE).run(FEW_CALLS));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aRuleLeftOutIsNoticed(Flaw flaw) {
        Tally tally = tally(FEW_SEEDS, seed -> new Simulation(seed, flaw).run(FEW_CALLS));

        assertThat(tally.wrongs()).as(tally.toString()).isPositive();
    }

    @ParameterizedTest
    @MethodSource
    void aWrongProtocolIsNoticed(Function<WrongProtocols, Protocol> protocol) {
        Tally tally = tally(FEW_SEEDS, seed -> new Simulation(seed, Flaw.NONE).runWrongly(FEW_CALLS, protocol));

        assertThat(tally.lost() + tally.doubled()).as(tally.toString()).isPositive();
    }

    static Stream<Named<Function<WrongProtocols, Protocol>>> aWrongProtocolIsNoticed() {
        return Stream.of(
                Named.of("add after the work", wrong -> wrong::addAfterTheWork),
                Named.of("add with the SDK's retries", wrong -> wrong::addWithRetries),
                Named.of("write after the response", wrong -> wrong::writeAfterTheResponse),
                Named.of("a transaction with a client token only", wrong -> wrong::transactWithToken),
                Named.of("claim, then publish", wrong -> wrong::claimThenPublish));
    }

    /** Each world in one thread, the worlds side by side. */
    private static Tally tally(int seeds, Function<Integer, Tally> world) {
        return IntStream.range(0, seeds).parallel().mapToObj(world::apply).reduce(Tally.NOTHING, Tally::plus);
    }
}
