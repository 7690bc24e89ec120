package farebox.metering;

import farebox.kernel.ByteCount;
import farebox.kernel.TokenCount;
import java.time.Duration;

/**
 * What calls used, added up.
 *
 * @param compute in whole milliseconds
 */
public record Quantities(
        long calls,
        TokenCount inputTokens,
        TokenCount outputTokens,
        ByteCount inputBytes,
        ByteCount outputBytes,
        Duration compute) {

    public static final Quantities NONE =
            new Quantities(0, TokenCount.NONE, TokenCount.NONE, ByteCount.NONE, ByteCount.NONE, Duration.ZERO);

    private static final long HALF_A_MILLISECOND_IN_NANOS = 500_000;

    public Quantities {
        if (calls < 0 || compute.isNegative()) {
            throw new IllegalArgumentException("quantities are never negative: " + calls + " calls, " + compute);
        }
    }

    /** One call; its time is rounded half up to whole milliseconds. */
    static Quantities ofCall(CallUsage callUsage) {
        Duration rounded = Duration.ofMillis(
                callUsage.compute().plusNanos(HALF_A_MILLISECOND_IN_NANOS).toMillis());
        return new Quantities(
                1,
                callUsage.inputTokens(),
                callUsage.outputTokens(),
                callUsage.inputBytes(),
                callUsage.outputBytes(),
                rounded);
    }

    public Quantities plus(Quantities other) {
        return new Quantities(
                Math.addExact(calls, other.calls),
                inputTokens.plus(other.inputTokens),
                outputTokens.plus(other.outputTokens),
                inputBytes.plus(other.inputBytes),
                outputBytes.plus(other.outputBytes),
                compute.plus(other.compute));
    }
}
