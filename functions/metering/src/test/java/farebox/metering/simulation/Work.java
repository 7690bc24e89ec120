package farebox.metering.simulation;

import farebox.kernel.Busy;
import farebox.kernel.ByteCount;
import farebox.kernel.Tokens;
import farebox.metering.Answer;
import farebox.metering.Use;
import farebox.metering.Worked;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Predictions: mostly quick, now and then failing, rarely about as slow as the gateway is patient; never twice the
 * same.
 */
final class Work implements Supplier<Worked> {
    private static final Map<String, String> HEADERS = Map.of("content-type", "application/json");

    private final World world;
    private final Wire wire;
    private long done;

    Work(World world, Wire wire) {
        this.world = world;
        this.wire = wire;
    }

    @Override
    public Worked get() {
        int millis = world.oneIn(500)
                ? 28_700 + world.chance().nextInt(200)
                : 1 + world.chance().nextInt(30);
        wire.spend(millis, Long.MAX_VALUE);
        if (world.oneIn(500)) {
            throw new Busy("the model is loading", Duration.ofSeconds(1));
        }
        if (world.oneIn(500)) {
            throw wire.current().crash();
        }
        byte[] body = ByteBuffer.allocate(Long.BYTES).putLong(++done).array();
        Use use = new Use(
                done % 3 == 0 ? "large" : "small",
                "1",
                new Tokens(1 + world.chance().nextInt(500)),
                Tokens.NONE,
                new ByteCount(1 + world.chance().nextInt(5_000)),
                new ByteCount(body.length),
                Duration.ofMillis(millis));
        return new Worked(new Answer(200, HEADERS, body), use);
    }
}
