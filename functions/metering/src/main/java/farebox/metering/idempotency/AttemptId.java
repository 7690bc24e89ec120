package farebox.metering.idempotency;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** One attempt at something that is billed once. It marks what the attempt wrote, which it may read back later. */
public record AttemptId(String value) {
    public static AttemptId next(RandomGenerator random) {
        HexFormat hex = HexFormat.of();
        return new AttemptId(hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong()));
    }
}
