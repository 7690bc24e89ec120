package farebox.models.s3;

import farebox.aws.AwsClients;
import farebox.models.Models;
import farebox.models.cache.CacheLimits;
import farebox.models.cache.CachedModels;
import farebox.models.onnx.OnnxOpener;
import farebox.models.registry.ModelRegistry;
import farebox.models.registry.ObjectStore;
import farebox.models.signature.Ed25519Signatures;
import farebox.models.ssm.SsmSigningKey;
import farebox.models.ssm.SsmVerificationKey;
import java.nio.file.Path;
import java.time.InstantSource;
import software.amazon.awssdk.services.s3.S3Client;

/** Models out of a bucket, ready for use. */
public final class S3Models {
    private S3Models() {}

    /**
     * May be built before a snapshot is taken, as every client of {@link AwsClients}.
     *
     * @param registry that {@link #registry} made
     * @param folder this process's own place for files, such as one below the function's temporary folder
     */
    public static Models of(ModelRegistry registry, Path folder, CacheLimits cacheLimits, InstantSource clock) {
        return CachedModels.over(registry, new OnnxOpener(), folder, cacheLimits, clock);
    }

    /**
     * To read from.
     *
     * @param verificationKey the parameter of the key that manifests are verified with
     */
    public static ModelRegistry registry(String bucket, String verificationKey) {
        // First: the registry's class waits for JSON, which another thread of a start initialises meanwhile.
        ObjectStore store = store(bucket);
        return new ModelRegistry(store, Ed25519Signatures.verifying(SsmVerificationKey.connect(verificationKey)));
    }

    /**
     * To publish to.
     *
     * @param verificationKey the parameter of the key that manifests are verified with
     * @param signingKey the parameter of the key that they are signed with
     */
    public static ModelRegistry registry(String bucket, String verificationKey, String signingKey) {
        return new ModelRegistry(
                store(bucket),
                new Ed25519Signatures(SsmVerificationKey.connect(verificationKey), SsmSigningKey.connect(signingKey)));
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
