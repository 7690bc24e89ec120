package farebox.metering;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** One run of the work of one call. It marks what the run wrote, so that it knows its own write when it meets it. */
public record AttemptId(String value) {
    public static AttemptId by(RandomGenerator chance) {
        HexFormat hex = HexFormat.of();
        return new AttemptId(hex.toHexDigits(chance.nextLong()) + hex.toHexDigits(chance.nextLong()));
    }
}
