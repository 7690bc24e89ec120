package farebox.aws;

import farebox.kernel.Unavailable;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

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
        try {
            return request.get();
        } catch (SdkException e) {
            throw new Unavailable(unavailable, DEFAULT_RETRY, e);
        }
    }

    /**
     * As {@link #call}, of an object in S3.
     *
     * @return empty if there is no such object, or it is not in the state that the request names
     */
    public static <T> Optional<T> find(String unavailable, Supplier<T> request) {
        return call(unavailable, () -> {
            try {
                return Optional.of(request.get());
            } catch (SdkServiceException e) {
                if (e.statusCode() == NOT_FOUND || e.statusCode() == PRECONDITION_FAILED) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }
}
