package farebox.metering;

import farebox.kernel.ByteCount;
import farebox.kernel.TokenCount;
import java.time.Duration;

/**
 * What one call used.
 *
 * @param model the model as callers name it
 * @param version the version that answered
 * @param compute the time spent on the prediction alone, in whole milliseconds when stored
 */
public record CallUsage(
        String model,
        String version,
        TokenCount inputTokens,
        TokenCount outputTokens,
        ByteCount inputBytes,
        ByteCount outputBytes,
        Duration compute) {}
