package farebox.aws;

import farebox.kernel.Unavailable;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What it means to a caller that a request to AWS fails. */
public final class AwsRequests {
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);

    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;

    private AwsRequests() {}

    /**
     * What is expected to fail, such as a condition, the request itself has to catch.
     *
     * @param unavailable what cannot be done at the moment, in words for the caller
     * @throws Unavailable if the service or the network does not do what it should, after the client's own retries
     */
    public static <T> T call(String unavailable, Supplier<T> request) {
        return call(unavailable, Map.of(), request);
    }

    /** As {@link #call(String, Supplier)}, without a result. */
    public static void run(String unavailable, Runnable request) {
        boolean _ = call(unavailable, () -> {
            request.run();
            return true;
        });
    }

    /**
     * As {@link #call(String, Supplier)}, of an object in S3.
     *
     * @return empty if there is no such object, or it is not in the state that the request names
     */
    public static <T> Optional<T> find(String unavailable, Supplier<T> request) {
        return call(
                unavailable,
                Map.of(NOT_FOUND, Optional.empty(), PRECONDITION_FAILED, Optional.empty()),
                () -> Optional.of(request.get()));
    }

    /**
     * As {@link #call(String, Supplier)}, where some errors are outcomes.
     *
     * @param outcomes by HTTP status of the error
     */
    public static <T> T call(String unavailable, Map<Integer, T> outcomes, Supplier<T> request) {
        try {
            return request.get();
        } catch (SdkException e) {
            return status(e)
                    .flatMap(status -> Optional.ofNullable(outcomes.get(status)))
                    .orElseThrow(() -> new Unavailable(unavailable, DEFAULT_RETRY, e));
        } catch (UncheckedIOException e) {
            throw new Unavailable(unavailable, DEFAULT_RETRY, e);
        }
    }

    /** A missing bucket has the status of a missing object, and is a fault of the installation. */
    private static Optional<Integer> status(SdkException e) {
        return e instanceof AwsServiceException error && !isErrorOf(error, "NoSuchBucket")
                ? Optional.of(error.statusCode())
                : Optional.empty();
    }

    private static boolean isErrorOf(AwsServiceException e, String code) {
        return e.awsErrorDetails() != null && code.equals(e.awsErrorDetails().errorCode());
    }
}
