package farebox.metering;

import farebox.kernel.ByteCount;
import farebox.kernel.Tokens;
import java.time.Duration;

/**
 * What one call used.
 *
 * @param model the model as callers name it
 * @param version the version that answered
 * @param compute the time spent on the prediction alone, in whole milliseconds when stored
 */
public record Use(
        String model,
        String version,
        Tokens inputTokens,
        Tokens outputTokens,
        ByteCount inputBytes,
        ByteCount outputBytes,
        Duration compute) {}
