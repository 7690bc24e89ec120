package farebox.metering.simulation;

import farebox.metering.MeterUsage;
import farebox.metering.Metered;
import farebox.metering.RollUp;
import farebox.metering.Stores;
import farebox.metering.UsageEvent;
import farebox.metering.memory.InMemoryAnswers;
import farebox.metering.memory.InMemoryClaims;
import farebox.metering.simulation.Protocol.Outcome;
import java.util.Map;
import java.util.function.Function;

/** One world, from its first call until nothing is left to do. */
final class Simulation {
    private final World world;
    private final Wire wire;
    private final Books books = new Books();
    private final SimulatedSums sums;
    private final SimulatedStream stream;
    private final SimulatedLedger ledger;
    private final MeterUsage meterUsage;

    Simulation(long seed, Flaw flaw) {
        this.world = new World(seed);
        this.wire = new Wire(world);
        this.sums = new SimulatedSums(world, wire, flaw);
        this.stream = new SimulatedStream(world, wire, new RollUp(sums));
        this.ledger = new SimulatedLedger(world, wire, flaw, this::inserted);
        Stores stores = new Stores(
                ledger,
                new SimulatedClaims(wire, new InMemoryClaims()),
                new SimulatedAnswers(wire, new InMemoryAnswers()));
        this.meterUsage = new MeterUsage(stores, flaw.terms(), world, world.chance());
    }

    /** As it is built. */
    Tally run(int calls) {
        return run(calls, simulation -> (call, deadline, work) -> {
            Metered metered = meterUsage.run(call, deadline, work);
            return new Outcome(metered.answer(), metered.replayed(), () -> {});
        });
    }

    Tally runWrongly(int calls, Function<WrongProtocols, Protocol> protocol) {
        return run(calls, simulation -> protocol.apply(new WrongProtocols(world, wire, books)));
    }

    Map<Fate, Long> fates() {
        return wire.seen();
    }

    long redeliveries() {
        return stream.redeliveries();
    }

    private Tally run(int calls, Function<Simulation, Protocol> protocol) {
        new Clients(world, wire, books, protocol.apply(this)).begin(calls);
        world.runToTheEnd();
        return books.close(sums.differingFrom(ledger.sums()));
    }

    private void inserted(UsageEvent event) {
        books.bill(Clients.unitOf(event.request()));
        stream.insert(event);
    }
}
