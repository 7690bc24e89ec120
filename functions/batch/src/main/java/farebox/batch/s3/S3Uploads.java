package farebox.batch.s3;

import farebox.aws.AwsClients;
import farebox.batch.Uploads;
import farebox.kernel.Unavailable;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Objects of the bucket of uploads, each in the state in which it was uploaded. */
public final class S3Uploads implements Uploads {
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);
    private static final int PRECONDITION_FAILED = 412;

    private final S3Client s3;
    private final String bucket;

    public S3Uploads(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /** In the account and region that the environment names; nothing is opened before the first use. */
    public static S3Uploads connect(String bucket) {
        return new S3Uploads(AwsClients.build(S3Client.builder()), bucket);
    }

    @Override
    public Optional<InputStream> open(ObjectState object) {
        try {
            return Optional.of(
                    s3.getObject(get -> get.bucket(bucket).key(object.key()).ifMatch(object.etag())));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (S3Exception e) {
            if (e.statusCode() == PRECONDITION_FAILED) {
                return Optional.empty();
            }
            throw unavailable(e);
        } catch (SdkException e) {
            throw unavailable(e);
        }
    }

    @Override
    public List<ObjectState> list(String prefix, int limit) {
        try {
            return s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix)).contents().stream()
                    .limit(limit)
                    .map(object -> new ObjectState(object.key(), object.eTag()))
                    .toList();
        } catch (SdkException e) {
            throw unavailable(e);
        }
    }

    private static Unavailable unavailable(SdkException cause) {
        return new Unavailable("uploads cannot be read at the moment", DEFAULT_RETRY, cause);
    }
}
