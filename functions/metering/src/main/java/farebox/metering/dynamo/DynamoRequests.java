package farebox.metering.dynamo;

import farebox.kernel.Deadline;
import farebox.kernel.Unavailable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;

/** Keeps every request, its retries included, within its deadline, and translates failures. */
record DynamoRequests(InstantSource clock) {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    AwsRequestOverrideConfiguration within(Deadline deadline) {
        Duration left = deadline.remaining(clock);
        if (left.isZero()) {
            throw new Unavailable("the deadline of this request has passed; nothing is billed", RETRY_AFTER);
        }
        return AwsRequestOverrideConfiguration.builder().apiCallTimeout(left).build();
    }

    /** A condition that fails is an outcome, which the caller handles itself. */
    static void run(Runnable request) {
        try {
            request.run();
        } catch (SdkException e) {
            throw unavailable(e);
        }
    }

    /** The same, with an outcome. */
    static <T> T call(Supplier<T> request) {
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
