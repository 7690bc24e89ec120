package farebox.publication.s3;

import farebox.aws.AwsClients;
import farebox.aws.AwsRequests;
import farebox.kernel.ByteCount;
import farebox.publication.ModelUploads;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** Uploads in S3, each read in the state in which it was found. */
public final class S3ModelUploads implements ModelUploads {
    /** S3's own name of the version of an object that was written without versions. */
    private static final String NULL_VERSION = "null";

    private final S3Client s3;
    private final String bucket;

    public S3ModelUploads(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /** In the account and region that the environment names; nothing is opened before the first use. */
    public static S3ModelUploads connect(String bucket) {
        return new S3ModelUploads(AwsClients.build(S3Client.builder()), bucket);
    }

    @Override
    public String bucket() {
        return bucket;
    }

    @Override
    public Optional<UploadedObject> find(String key) {
        return found(
                () -> described(key, s3.headObject(head -> head.bucket(bucket).key(key))));
    }

    @Override
    public boolean fetch(UploadedObject object, Path file) {
        GetObjectRequest request = GetObjectRequest.builder()
                .bucket(bucket)
                .key(object.key())
                .versionId(version(object))
                .ifMatch(object.etag())
                .build();
        return found(() -> s3.getObject(request, file)).isPresent();
    }

    @Override
    public Optional<byte[]> read(String key, ByteCount limit) {
        GetObjectRequest request =
                GetObjectRequest.builder().bucket(bucket).key(key).build();
        return found(() -> {
            try (InputStream in = s3.getObject(request)) {
                return in.readNBytes(Math.toIntExact(limit.bytes()));
            } catch (IOException e) {
                throw new UncheckedIOException("an upload cannot be read", e);
            }
        });
    }

    @Override
    public void put(String key, byte[] content) {
        PutObjectRequest request = PutObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .contentType("application/json")
                .build();
        found(() -> s3.putObject(request, RequestBody.fromBytes(content)));
    }

    @Override
    public void delete(String key) {
        found(() -> s3.deleteObject(delete -> delete.bucket(bucket).key(key)));
    }

    private static UploadedObject described(String key, HeadObjectResponse head) {
        String version = head.versionId() == null || head.versionId().equals(NULL_VERSION) ? "" : head.versionId();
        return new UploadedObject(key, version, head.eTag(), new ByteCount(head.contentLength()));
    }

    private static @Nullable String version(UploadedObject object) {
        return object.version().isEmpty() ? null : object.version();
    }

    /** Empty if there is no such object, or it has changed. */
    private static <T> Optional<T> found(Supplier<T> request) {
        return AwsRequests.find("uploads cannot be read or written at the moment", request);
    }
}
