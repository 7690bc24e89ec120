package farebox.training.pipeline.s3;

import farebox.kernel.ByteCount;
import farebox.kernel.Unavailable;
import farebox.training.pipeline.SourceObject;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What answers of S3 mean: an object with versions is known by its version, one without by its ETag. */
final class S3Answers {
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;
    /** S3's own name of the version of an object that was written without versions. */
    private static final String NULL_VERSION = "null";

    private S3Answers() {}

    static SourceObject described(String bucket, String key, HeadObjectResponse head) {
        String version = head.versionId() == null || head.versionId().equals(NULL_VERSION) ? "" : head.versionId();
        return new SourceObject(bucket, key, version, head.eTag(), new ByteCount(head.contentLength()));
    }

    static @Nullable String version(SourceObject object) {
        return object.versionId().isEmpty() ? null : object.versionId();
    }

    /** Empty if there is no such object, or it has changed. */
    static <T> Optional<T> found(Supplier<T> request) {
        return answered(() -> {
            try {
                return Optional.of(request.get());
            } catch (S3Exception e) {
                if (e.statusCode() == NOT_FOUND || e.statusCode() == PRECONDITION_FAILED) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    static <T> T answered(Supplier<T> request) {
        try {
            return request.get();
        } catch (SdkException e) {
            throw new Unavailable("the objects of trainings cannot be stored or read at the moment", RETRY, e);
        }
    }
}
