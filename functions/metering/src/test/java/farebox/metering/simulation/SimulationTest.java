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
        SimulationResult simulationResult = tally(SEEDS, seed -> new Simulation(seed, SeededBug.NONE).run(CALLS));

        assertThat(simulationResult.answered()).isGreaterThan(SEEDS * CALLS / 100 * 99);
        assertThat(simulationResult)
                .isEqualTo(new SimulationResult(
                        simulationResult.answered(), simulationResult.replays(), 0, 0, 0, 0, 0, 0));
    }

    @Test
    void everyFaultHappens() {
        Simulation simulation = new Simulation(1, SeededBug.NONE);

        SimulationResult simulationResult = simulation.run(3 * FEW_CALLS);

        assertThat(simulationResult.replays()).isGreaterThan(100);
        assertThat(simulation.redeliveries()).isGreaterThan(10);
        assertThat(simulation.fates())
                .hasSize(FaultDecision.values().length - 1)
                .allSatisfy((faultDecision, times) -> assertThat(times).isGreaterThan(10));
    }

    @Test
    void theSameSeedIsTheSameWorld() {
        assertThat(new Simulation(7, SeededBug.NONE).run(FEW_CALLS))
                .isEqualTo(new Simulation(7, SeededBug.NONE).run(FEW_CALLS));
    }

    @Test
    void anEventWrittenWithoutItsConditionIsNoticed() {
        assertThat(withFlaw(SeededBug.NO_CONDITION).wrongSums()).isPositive();
    }

    @Test
    void aSumWithoutItsSequenceGuardIsNoticed() {
        assertThat(withFlaw(SeededBug.NO_SEQUENCE_GUARD).wrongSums()).isPositive();
    }

    @Test
    void anEventKeptTooShortIsNoticed() {
        assertThat(withFlaw(SeededBug.NO_TTL_MARGIN).doubled()).isPositive();
    }

    @Test
    void aWriteBegunTooLateIsNoticed() {
        assertThat(withFlaw(SeededBug.NO_RESPONSE_MARGIN).inVain()).isPositive();
    }

    @ParameterizedTest
    @MethodSource
    void aWrongProtocolIsNoticed(Function<WrongProtocols, Protocol> protocol, boolean loses) {
        SimulationResult simulationResult =
                tally(FEW_SEEDS, seed -> new Simulation(seed, SeededBug.NONE).runWrongly(FEW_CALLS, protocol));

        assertThat(simulationResult.doubled()).as(simulationResult.toString()).isPositive();
        assertThat(simulationResult.lost() > 0).as(simulationResult.toString()).isEqualTo(loses);
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

    private static SimulationResult withFlaw(SeededBug seededBug) {
        return tally(FEW_SEEDS, seed -> new Simulation(seed, seededBug).run(FEW_CALLS));
    }

    /** Each world in one thread, the worlds side by side. */
    private static SimulationResult tally(int seeds, Function<Integer, SimulationResult> world) {
        return IntStream.range(0, seeds)
                .parallel()
                .mapToObj(world::apply)
                .reduce(SimulationResult.NOTHING, SimulationResult::plus);
    }
}
