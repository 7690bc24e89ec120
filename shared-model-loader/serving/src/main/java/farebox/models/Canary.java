package farebox.models;

import farebox.kernel.InvalidRequest;
import farebox.kernel.ModelVersion;
import farebox.kernel.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A version that serves a share of the callers for a time, beside the one that the alias points to.
 *
 * @param percent of the callers, from 1 to 100; all of them are the bake time of a version that is about to be champion
 * @param until when it ends by itself, if nobody ends it before
 */
public record Canary(ModelVersion candidate, int percent, Instant until) {
    private static final int MAX_PERCENT = 100;
    private static final int BUCKETS = 10_000;

    /** @throws InvalidRequest if the share is out of range */
    public Canary {
        if (percent < 1 || percent > MAX_PERCENT) {
            throw new InvalidRequest(
                    "the share of a canary is from 1 to %d percent, not %d".formatted(MAX_PERCENT, percent));
        }
    }

    public boolean isLive(Instant now) {
        return now.isBefore(until);
    }

    /**
     * Whether the candidate serves a caller: the same answer for the same caller, model and candidate, so that no
     * caller changes between versions; a larger share has the callers of a smaller one. Another candidate gets other
     * callers.
     */
    public boolean serves(ModelRef model, String caller) {
        byte[] digest =
                Sha256.newDigest().digest((model + "@" + candidate + "\n" + caller).getBytes(StandardCharsets.UTF_8));
        long bucket = Long.remainderUnsigned(ByteBuffer.wrap(digest).getLong(), BUCKETS);
        return bucket < (long) percent * BUCKETS / 100;
    }
}
