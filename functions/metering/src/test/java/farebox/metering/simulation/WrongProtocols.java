package farebox.metering.simulation;

import farebox.kernel.Deadline;
import farebox.kernel.Unavailable;
import farebox.metering.MeteredCall;
import farebox.metering.simulation.Protocol.Outcome;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The ways that look right and are not; each bills by adding to a counter. */
final class WrongProtocols {
    private static final long TOKEN_LIVES_MILLIS = 600_000;

    private final SimulatedTime simulatedTime;
    private final StoreConnection storeConnection;
    private final GroundTruth groundTruth;
    private final Map<String, Long> tokens = new HashMap<>();
    private final Map<String, byte[]> claimed = new HashMap<>();

    WrongProtocols(SimulatedTime simulatedTime, StoreConnection storeConnection, GroundTruth groundTruth) {
        this.simulatedTime = simulatedTime;
        this.storeConnection = storeConnection;
        this.groundTruth = groundTruth;
    }

    /** Adds once after the work, and answers whether or not that was acknowledged. */
    Outcome addAfterTheWork(MeteredCall call, Deadline deadline, Supplier<MeteredCall.Result<byte[]>> work) {
        byte[] response = work.get().response();
        try {
            storeConnection.callOnce(deadline, () -> add(call));
        } catch (Unavailable ignoredByThisProtocol) {
            return Outcome.of(response);
        }
        return Outcome.of(response);
    }

    Outcome addWithRetries(MeteredCall call, Deadline deadline, Supplier<MeteredCall.Result<byte[]>> work) {
        byte[] response = work.get().response();
        storeConnection.call(deadline, () -> add(call));
        return Outcome.of(response);
    }

    Outcome writeAfterTheResponse(MeteredCall call, Deadline deadline, Supplier<MeteredCall.Result<byte[]>> work) {
        byte[] response = work.get().response();
        return new Outcome(response, false, () -> storeConnection.call(deadline, () -> add(call)));
    }

    /** A transaction whose client token makes it happen once, for as long as the store remembers the token. */
    Outcome transactWithToken(MeteredCall call, Deadline deadline, Supplier<MeteredCall.Result<byte[]>> work) {
        byte[] response = work.get().response();
        storeConnection.call(deadline, () -> {
            Long seen = tokens.get(identity(call));
            if (seen == null || seen + TOKEN_LIVES_MILLIS < simulatedTime.millis()) {
                tokens.put(identity(call), simulatedTime.millis());
                add(call);
            }
            return response;
        });
        return Outcome.of(response);
    }

    /** Whoever claims the call publishes its usage; whoever does not believes that it has been published. */
    Outcome claimThenPublish(MeteredCall call, Deadline deadline, Supplier<MeteredCall.Result<byte[]>> work) {
        byte[] response = work.get().response();
        Optional<byte[]> standing =
                storeConnection.call(deadline, () -> Optional.ofNullable(claimed.get(identity(call))));
        if (standing.isPresent()) {
            return Outcome.of(standing.get());
        }
        storeConnection.call(deadline, () -> claimed.putIfAbsent(identity(call), response) == null);
        storeConnection.call(deadline, () -> add(call));
        return Outcome.of(response);
    }

    private Integer add(MeteredCall call) {
        int unit = SimulatedClients.unitOf(call.request());
        groundTruth.bill(unit);
        return unit;
    }

    private static String identity(MeteredCall call) {
        return call.key()
                .map(key -> "k" + key.value())
                .orElse("r" + call.request().value());
    }
}
