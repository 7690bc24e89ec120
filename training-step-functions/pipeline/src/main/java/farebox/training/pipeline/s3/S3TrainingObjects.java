package farebox.training.pipeline.s3;

import farebox.aws.AwsClients;
import farebox.kernel.ByteCount;
import farebox.kernel.Unavailable;
import farebox.training.pipeline.SourceObject;
import farebox.training.pipeline.TrainingObjects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Objects in S3: one with versions is read by its version, one without while it has the same ETag. */
public final class S3TrainingObjects implements TrainingObjects {
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;
    /** S3's own name of the version of an object that was written without versions. */
    private static final String NULL_VERSION = "null";

    private final S3Client s3;

    public S3TrainingObjects(S3Client s3) {
        this.s3 = s3;
    }

    /** In the account and region that the environment names; nothing is opened before the first use. */
    public static S3TrainingObjects connect() {
        return new S3TrainingObjects(AwsClients.build(S3Client.builder()));
    }

    @Override
    public Optional<SourceObject> find(String bucket, String key) {
        return found(() -> described(
                bucket, key, s3.headObject(head -> head.bucket(bucket).key(key))));
    }

    private static SourceObject described(String bucket, String key, HeadObjectResponse head) {
        String version = head.versionId() == null || head.versionId().equals(NULL_VERSION) ? "" : head.versionId();
        return new SourceObject(bucket, key, version, head.eTag(), new ByteCount(head.contentLength()));
    }

    @Override
    public <T> Optional<T> read(SourceObject object, Function<InputStream, T> reader) {
        GetObjectRequest request = GetObjectRequest.builder()
                .bucket(object.bucket())
                .key(object.key())
                .versionId(version(object))
                .ifMatch(object.etag())
                .build();
        return found(() -> {
            try (InputStream in = s3.getObject(request)) {
                return reader.apply(in);
            } catch (IOException e) {
                throw new UncheckedIOException("an object cannot be read", e);
            }
        });
    }

    @Override
    public boolean copy(SourceObject from, String bucket, String key) {
        CopyObjectRequest request = CopyObjectRequest.builder()
                .sourceBucket(from.bucket())
                .sourceKey(from.key())
                .sourceVersionId(version(from))
                .copySourceIfMatch(from.etag())
                .destinationBucket(bucket)
                .destinationKey(key)
                .build();
        return found(() -> s3.copyObject(request)).isPresent();
    }

    @Override
    public void write(String bucket, String key, byte[] content) {
        answered(() -> s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromBytes(content)));
    }

    private static @Nullable String version(SourceObject object) {
        return object.versionId().isEmpty() ? null : object.versionId();
    }

    /** Empty if there is no such object, or it has changed. */
    private static <T> Optional<T> found(Supplier<T> request) {
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

    private static <T> T answered(Supplier<T> request) {
        try {
            return request.get();
        } catch (SdkException e) {
            throw new Unavailable("the objects of trainings cannot be stored or read at the moment", RETRY, e);
        }
    }
}
