package farebox.batch.s3;

import farebox.aws.AwsClients;
import farebox.aws.AwsRequests;
import farebox.batch.BatchObjects;
import farebox.files.FileContents;
import farebox.files.s3.PartUpload;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;

/** Objects of the bucket of results. */
public final class S3BatchObjects implements BatchObjects {
    private static final String UNAVAILABLE = "results of a batch cannot be stored or read at the moment";

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
        AwsRequests.call(UNAVAILABLE, () -> PartUpload.write(s3, bucket, key, writer));
    }

    @Override
    public Optional<InputStream> open(String key) {
        return AwsRequests.find(
                UNAVAILABLE, () -> s3.getObject(get -> get.bucket(bucket).key(key)));
    }
}
