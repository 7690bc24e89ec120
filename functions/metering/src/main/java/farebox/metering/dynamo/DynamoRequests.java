package farebox.metering.dynamo;

import farebox.kernel.Deadline;
import farebox.kernel.Unavailable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;

/** Keeps every request, its retries included, inside the deadline of its call, and says in our words that it failed. */
record DynamoRequests(InstantSource clock) {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    AwsRequestOverrideConfiguration within(Deadline deadline) {
        Duration left = deadline.remaining(clock);
        if (left.isZero()) {
            throw new Unavailable("the time for this call is over; nothing is billed", RETRY_AFTER);
        }
        return AwsRequestOverrideConfiguration.builder().apiCallTimeout(left).build();
    }

    /** Conditions that fail are outcomes; the callers of this see to them before. */
    static void done(Runnable request) {
        try {
            request.run();
        } catch (SdkException e) {
            throw unavailable(e);
        }
    }

    /** The same, with an outcome. */
    static <T> T answered(Supplier<T> request) {
        try {
            return request.get();
        } catch (SdkException e) {
            throw unavailable(e);
        }
    }

    private static Unavailable unavailable(SdkException cause) {
        return new Unavailable("usage cannot be recorded or read at the moment", RETRY_AFTER, cause);
    }
}
