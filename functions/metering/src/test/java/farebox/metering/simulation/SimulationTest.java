package farebox.metering.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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

        Tally tally = simulation.run(3 * FEW_CALLS);

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

    @Test
    void anEventWrittenWithoutItsConditionIsNoticed() {
        assertThat(withFlaw(Flaw.NO_CONDITION).wrongSums()).isPositive();
    }

    @Test
    void aSumWithoutItsSequenceGuardIsNoticed() {
        assertThat(withFlaw(Flaw.NO_SEQUENCE_GUARD).wrongSums()).isPositive();
    }

    @Test
    void anEventKeptTooShortIsNoticed() {
        assertThat(withFlaw(Flaw.NO_TTL_MARGIN).doubled()).isPositive();
    }

    @Test
    void aWriteBegunTooLateIsNoticed() {
        assertThat(withFlaw(Flaw.NO_ANSWER_MARGIN).inVain()).isPositive();
    }

    @ParameterizedTest
    @MethodSource
    void aWrongProtocolIsNoticed(Function<WrongProtocols, Protocol> protocol, boolean loses) {
        Tally tally = tally(FEW_SEEDS, seed -> new Simulation(seed, Flaw.NONE).runWrongly(FEW_CALLS, protocol));

        assertThat(tally.doubled()).as(tally.toString()).isPositive();
        assertThat(tally.lost() > 0).as(tally.toString()).isEqualTo(loses);
    }

    static Stream<Arguments> aWrongProtocolIsNoticed() {
        return Stream.of(
                wrong("add after the work", wrong -> wrong::addAfterTheWork, true),
                wrong("add with the SDK's retries", wrong -> wrong::addWithRetries, false),
                wrong("write after the response", wrong -> wrong::writeAfterTheResponse, true),
                wrong("a transaction with a client token only", wrong -> wrong::transactWithToken, false),
                wrong("claim, then publish", wrong -> wrong::claimThenPublish, true));
    }

    private static Arguments wrong(String name, Function<WrongProtocols, Protocol> protocol, boolean loses) {
        return Arguments.of(Named.of(name, protocol), loses);
    }

    private static Tally withFlaw(Flaw flaw) {
        return tally(FEW_SEEDS, seed -> new Simulation(seed, flaw).run(FEW_CALLS));
    }

    /** Each world in one thread, the worlds side by side. */
    private static Tally tally(int seeds, Function<Integer, Tally> world) {
        return IntStream.range(0, seeds).parallel().mapToObj(world::apply).reduce(Tally.NOTHING, Tally::plus);
    }
}
