package farebox.training.pipeline.s3;

import farebox.aws.AwsClients;
import farebox.training.pipeline.PipelineObjects;
import farebox.training.pipeline.SourceObject;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Uploads in S3, each read in the state in which it was found. */
public final class S3TrainingUploads implements PipelineObjects.Uploads {
    private final S3Client s3;
    private final String bucket;

    public S3TrainingUploads(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /** In the account and region that the environment names; nothing is opened before the first use. */
    public static S3TrainingUploads connect(String bucket) {
        return new S3TrainingUploads(AwsClients.build(S3Client.builder()), bucket);
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
                .versionId(S3Answers.version(object))
                .ifMatch(object.etag())
                .build();
        return S3Answers.read(() -> s3.getObject(request), reader);
    }

    @Override
    public boolean copy(SourceObject from, String toBucket, String key) {
        CopyObjectRequest request = CopyObjectRequest.builder()
                .sourceBucket(bucket)
                .sourceKey(from.key())
                .sourceVersionId(S3Answers.version(from))
                .copySourceIfMatch(from.etag())
                .destinationBucket(toBucket)
                .destinationKey(key)
                .build();
        return S3Answers.found(() -> s3.copyObject(request)).isPresent();
    }

    @Override
    public List<String> keys(String prefix) {
        return S3Answers.answered(
                () -> s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix)).contents().stream()
                        .map(S3Object::key)
                        .toList());
    }
}
