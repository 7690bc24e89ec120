package farebox.batch.s3;

import farebox.aws.AwsClients;
import farebox.aws.AwsRequests;
import farebox.batch.UploadedObjects;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;

/** Objects of the bucket of uploads, each in the state in which it was uploaded. */
public final class S3Uploads implements UploadedObjects {
    private static final String UNAVAILABLE = "uploads cannot be read at the moment";

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
        return AwsRequests.find(
                UNAVAILABLE,
                () -> s3.getObject(get -> get.bucket(bucket).key(object.key()).ifMatch(object.etag())));
    }

    @Override
    public List<ObjectState> list(String prefix, int limit) {
        return AwsRequests.call(
                UNAVAILABLE,
                () -> s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix)).contents().stream()
                        .limit(limit)
                        .map(object -> new ObjectState(object.key(), object.eTag()))
                        .toList());
    }
}
