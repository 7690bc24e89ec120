package farebox.training.pipeline.s3;

import farebox.aws.AwsRequests;
import farebox.kernel.ByteCount;
import farebox.training.pipeline.SourceObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** What answers of S3 mean: an object with versions is known by its version, one without by its ETag. */
final class S3Answers {
    private static final String UNAVAILABLE = "the objects of trainings cannot be stored or read at the moment";

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
        return AwsRequests.find(UNAVAILABLE, request);
    }

    /** What the reader makes of the object; empty as with {@link #found}. */
    static <T> Optional<T> read(Supplier<? extends InputStream> object, Function<InputStream, T> reader) {
        return found(() -> {
            try (InputStream in = object.get()) {
                return reader.apply(in);
            } catch (IOException e) {
                throw new UncheckedIOException("an object cannot be read", e);
            }
        });
    }

    static <T> T answered(Supplier<T> request) {
        return AwsRequests.call(UNAVAILABLE, request);
    }
}
