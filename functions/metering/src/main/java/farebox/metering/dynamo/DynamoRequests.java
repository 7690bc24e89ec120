package farebox.metering.dynamo;

import farebox.aws.AwsRequests;
import farebox.kernel.Deadline;
import farebox.kernel.Unavailable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/** Keeps every request, its retries included, within its deadline, and translates failures. */
record DynamoRequests(InstantSource clock) {
    private static final String UNAVAILABLE = "usage cannot be recorded or read at the moment";
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
        AwsRequests.run(UNAVAILABLE, request);
    }

    /** The same, with an outcome. */
    static <T> T call(Supplier<T> request) {
        return AwsRequests.call(UNAVAILABLE, request);
    }
}
