package farebox.batch.s3;

import farebox.aws.AwsClients;
import farebox.batch.BatchObjects;
import farebox.files.FileContents;
import farebox.files.s3.PartUpload;
import farebox.kernel.ByteCount;
import farebox.kernel.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Objects of the bucket of results. */
public final class S3BatchObjects implements BatchObjects {
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);

    private final S3Client s3;
    private final String bucket;

    public S3BatchObjects(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /** In the account and region that the environment names; nothing is opened before the first use. */
    public static S3BatchObjects connect(String bucket) {
        return new S3BatchObjects(AwsClients.build(S3Client.builder()), bucket);
    }

    @Override
    public void put(String key, FileContents.Writer writer) {
        try (PartUpload upload = new PartUpload(s3, bucket, key)) {
            writer.writeTo(upload);
            ByteCount _ = upload.complete();
        } catch (SdkException | IOException e) {
            throw unavailable(e);
        }
    }

    @Override
    public Optional<InputStream> open(String key) {
        try {
            return Optional.of(s3.getObject(get -> get.bucket(bucket).key(key)));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw unavailable(e);
        }
    }

    private static Unavailable unavailable(Exception cause) {
        return new Unavailable("results of a batch cannot be stored or read at the moment", DEFAULT_RETRY, cause);
    }
}
