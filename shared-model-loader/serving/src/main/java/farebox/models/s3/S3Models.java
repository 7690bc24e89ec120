package farebox.models.s3;

import farebox.aws.AwsClients;
import farebox.models.Models;
import farebox.models.cache.CacheLimits;
import farebox.models.cache.CachedModels;
import farebox.models.onnx.OnnxOpener;
import farebox.models.registry.ObjectStore;
import java.nio.file.Path;
import java.time.InstantSource;
import software.amazon.awssdk.services.s3.S3Client;

/** Models out of a bucket, ready for use. */
public final class S3Models {
    private S3Models() {}

    /**
     * May be built before a snapshot is taken, as every client of {@link AwsClients}.
     *
     * @param folder this process's own place for files, such as one below the function's temporary folder
     */
    public static Models of(String bucket, Path folder, CacheLimits cacheLimits, InstantSource clock) {
        return CachedModels.over(store(bucket), new OnnxOpener(), folder, cacheLimits, clock);
    }

    /** The objects of a bucket, with the client of the environment. */
    public static ObjectStore store(String bucket) {
        return store(bucket, AwsClients.build(S3Client.builder()));
    }

    /** The same with a client of the caller's, for a registry to publish to. */
    public static ObjectStore store(String bucket, S3Client client) {
        return new S3ObjectStore(client, bucket);
    }
}
