package farebox.metering.simulation;

import farebox.kernel.ByteCount;
import farebox.kernel.NotReady;
import farebox.kernel.TokenCount;
import farebox.metering.CallUsage;
import farebox.metering.ResponseRecord;
import farebox.metering.WorkResult;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Predictions: mostly quick, now and then failing, rarely about as slow as the gateway is patient; never twice the
 * same.
 */
final class SimulatedWork implements Supplier<WorkResult> {
    private static final Map<String, String> HEADERS = Map.of("content-type", "application/json");

    private final SimulatedTime simulatedTime;
    private final StoreConnection storeConnection;
    private long done;

    SimulatedWork(SimulatedTime simulatedTime, StoreConnection storeConnection) {
        this.simulatedTime = simulatedTime;
        this.storeConnection = storeConnection;
    }

    @Override
    public WorkResult get() {
        int millis = simulatedTime.oneIn(500)
                ? 28_700 + simulatedTime.chance().nextInt(200)
                : 1 + simulatedTime.chance().nextInt(30);
        storeConnection.spend(millis, Long.MAX_VALUE);
        if (simulatedTime.oneIn(500)) {
            throw new NotReady("the model is loading", Duration.ofSeconds(1));
        }
        if (simulatedTime.oneIn(500)) {
            throw storeConnection.current().crash();
        }
        byte[] body = ByteBuffer.allocate(Long.BYTES).putLong(++done).array();
        CallUsage callUsage = new CallUsage(
                done % 3 == 0 ? "large" : "small",
                "1",
                new TokenCount(1 + simulatedTime.chance().nextInt(500)),
                TokenCount.NONE,
                new ByteCount(1 + simulatedTime.chance().nextInt(5_000)),
                new ByteCount(body.length),
                Duration.ofMillis(millis));
        return new WorkResult(new ResponseRecord(200, HEADERS, body), callUsage);
    }
}
