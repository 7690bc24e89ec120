package farebox.metering.simulation;

import farebox.kernel.Amounts;
import farebox.kernel.Meter;
import farebox.kernel.NotReady;
import farebox.metering.MeteredCall;
import farebox.metering.Resource;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Predictions: mostly quick, now and then failing, rarely about as slow as the gateway is patient; never twice the
 * same.
 */
final class SimulatedWork implements Supplier<MeteredCall.Result<byte[]>> {
    private final SimulatedTime simulatedTime;
    private final StoreConnection storeConnection;
    private long done;

    SimulatedWork(SimulatedTime simulatedTime, StoreConnection storeConnection) {
        this.simulatedTime = simulatedTime;
        this.storeConnection = storeConnection;
    }

    @Override
    public MeteredCall.Result<byte[]> get() {
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
        return new MeteredCall.Result<>(body, resource(), amounts(body.length, millis));
    }

    private Resource resource() {
        return Resource.model(done % 3 == 0 ? "large" : "small", "1");
    }

    /** Each request has some of the meters: tokens in for one model, rows or images for others. */
    private Amounts amounts(int bytesOut, int millis) {
        Amounts amounts = new Amounts(Map.of(
                Meter.CALLS,
                1L,
                Meter.BYTES_IN,
                1L + simulatedTime.chance().nextInt(5_000),
                Meter.BYTES_OUT,
                (long) bytesOut,
                Meter.COMPUTE_MS,
                (long) millis));
        return switch ((int) (done % 4)) {
            case 0 -> amounts.with(Meter.ROWS, 1L + simulatedTime.chance().nextInt(100));
            case 1 -> amounts.with(Meter.IMAGES, 1);
            case 2 -> amounts.with(Meter.AUDIO_MS, 1L + simulatedTime.chance().nextInt(60_000));
            default -> amounts.with(Meter.TOKENS_IN, 1L + simulatedTime.chance().nextInt(500));
        };
    }
}
