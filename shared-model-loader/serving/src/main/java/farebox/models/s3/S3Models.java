package farebox.models.s3;

import farebox.models.Models;
import farebox.models.cache.CacheLimits;
import farebox.models.cache.CachedModels;
import farebox.models.onnx.OnnxOpener;
import farebox.models.registry.ObjectStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Models out of a bucket, ready for use. */
public final class S3Models {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private S3Models() {}

    /**
     * Region, credentials and endpoint come from the environment, as always with the SDK.
     *
     * <p>May be built before a snapshot is taken: idle connections are dropped after five seconds by the platform, and
     * a request over one that died meanwhile is sent again.
     *
     * @param folder this process's own place for files, such as one below the function's temporary folder
     */
    public static Models of(String bucket, Path folder, CacheLimits cacheLimits, InstantSource clock) {
        return CachedModels.over(store(bucket), new OnnxOpener(), folder, cacheLimits, clock);
    }

    /** The objects of a bucket, with the client of the environment. */
    public static ObjectStore store(String bucket) {
        S3Client client = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(SILENCE))
                .build();
        return store(bucket, client);
    }

    /** The same with a client of the caller's, for a registry to publish to. */
    public static ObjectStore store(String bucket, S3Client client) {
        return new S3ObjectStore(client, bucket);
    }
}
