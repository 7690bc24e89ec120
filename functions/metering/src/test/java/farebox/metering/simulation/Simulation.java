package farebox.metering.simulation;

import farebox.metering.MeterUsage;
import farebox.metering.MeteredCall;
import farebox.metering.UsageEvent;
import farebox.metering.idempotency.PlainBytes;
import farebox.metering.idempotency.StoredResponses;
import farebox.metering.memory.InMemoryIdempotencyLocks;
import farebox.metering.memory.InMemoryResponseStore;
import farebox.metering.rollup.RollUp;
import farebox.metering.simulation.Protocol.Outcome;
import java.util.Map;
import java.util.function.Function;

/** One world, from its first call until nothing is left to do. */
final class Simulation {
    private final SimulatedTime simulatedTime;
    private final StoreConnection storeConnection;
    private final GroundTruth groundTruth = new GroundTruth();
    private final SimulatedAggregates aggregates;
    private final SimulatedStream stream;
    private final SimulatedLedger ledger;
    private final MeterUsage<byte[]> meterUsage;

    Simulation(long seed, SeededBug seededBug) {
        this.simulatedTime = new SimulatedTime(seed);
        this.storeConnection = new StoreConnection(simulatedTime);
        this.aggregates = new SimulatedAggregates(simulatedTime, storeConnection, seededBug);
        this.stream = new SimulatedStream(simulatedTime, storeConnection, new RollUp(aggregates));
        this.ledger = new SimulatedLedger(simulatedTime, storeConnection, seededBug, this::inserted);
        MeterUsage.Stores<byte[]> stores = new MeterUsage.Stores<>(
                ledger,
                new SimulatedIdempotencyLocks(storeConnection, new InMemoryIdempotencyLocks()),
                new StoredResponses<>(
                        new SimulatedResponseStore(storeConnection, new InMemoryResponseStore()), new PlainBytes()));
        this.meterUsage = new MeterUsage<>(stores, seededBug.policy(), simulatedTime, simulatedTime.chance());
    }

    /** As it is built. */
    SimulationResult run(int calls) {
        return run(calls, simulation -> (call, deadline, work) -> {
            MeteredCall.Response<byte[]> response = meterUsage.run(call, deadline, work);
            return new Outcome(response.response(), response.replayed(), () -> {});
        });
    }

    SimulationResult runWrongly(int calls, Function<WrongProtocols, Protocol> protocol) {
        return run(
                calls, simulation -> protocol.apply(new WrongProtocols(simulatedTime, storeConnection, groundTruth)));
    }

    Map<FaultDecision, Long> fates() {
        return storeConnection.seen();
    }

    long redeliveries() {
        return stream.redeliveries();
    }

    private SimulationResult run(int calls, Function<Simulation, Protocol> protocol) {
        new SimulatedClients(simulatedTime, storeConnection, groundTruth, protocol.apply(this)).begin(calls);
        simulatedTime.runToTheEnd();
        return groundTruth.close(aggregates.differingFrom(ledger.sums()));
    }

    private void inserted(UsageEvent event) {
        groundTruth.bill(SimulatedClients.unitOf(event.idempotency().request()));
        stream.insert(event);
    }
}
