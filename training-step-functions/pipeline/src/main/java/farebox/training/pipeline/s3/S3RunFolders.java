package farebox.training.pipeline.s3;

import farebox.aws.AwsClients;
import farebox.training.pipeline.PipelineObjects;
import farebox.training.pipeline.SourceObject;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/** The folders of runs in S3. */
public final class S3RunFolders implements PipelineObjects.RunFolders {
    private final S3Client s3;
    private final String bucket;

    public S3RunFolders(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /** In the account and region that the environment names; nothing is opened before the first use. */
    public static S3RunFolders connect(String bucket) {
        return new S3RunFolders(AwsClients.build(S3Client.builder()), bucket);
    }

    @Override
    public String bucket() {
        return bucket;
    }

    @Override
    public Optional<SourceObject> find(String key) {
        return S3Answers.found(() -> S3Answers.described(
                bucket, key, s3.headObject(head -> head.bucket(bucket).key(key))));
    }

    @Override
    public <T> Optional<T> read(SourceObject object, Function<InputStream, T> reader) {
        GetObjectRequest request = GetObjectRequest.builder()
                .bucket(bucket)
                .key(object.key())
                .ifMatch(object.etag())
                .build();
        return S3Answers.read(() -> s3.getObject(request), reader);
    }

    @Override
    public void write(String key, byte[] content) {
        S3Answers.answered(() -> s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromBytes(content)));
    }
}
