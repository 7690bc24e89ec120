package farebox.metering.s3;

import farebox.aws.AwsClients;
import farebox.aws.AwsRequests;
import farebox.kernel.Deadline;
import farebox.kernel.Sha256;
import farebox.kernel.Unavailable;
import farebox.metering.idempotency.ResponseStore;
import farebox.metering.idempotency.ResponseStore.ResponseKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Stored responses as objects of a bucket, whose lifecycle deletes them. A missing object is told from a forbidden one
 * only if the function may list the bucket.
 */
public final class S3ResponseStore implements ResponseStore {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final S3Client s3;
    private final String bucket;
    private final InstantSource clock;

    public S3ResponseStore(S3Client s3, String bucket, InstantSource clock) {
        this.s3 = s3;
        this.bucket = bucket;
        this.clock = clock;
    }

    /**
     * In the account and region that the environment names; nothing is requested from the bucket before the first use.
     */
    public static S3ResponseStore connect(String bucket, InstantSource clock) {
        return new S3ResponseStore(AwsClients.build(S3Client.builder()), bucket, clock);
    }

    /** S3 compares the digest with what arrived and refuses the object if they differ. */
    @Override
    public void put(ResponseKey key, byte[] content, Sha256 digest, Deadline deadline) {
        PutObjectRequest put = PutObjectRequest.builder()
                .bucket(bucket)
                .key(key.value())
                .checksumSHA256(
                        Base64.getEncoder().encodeToString(HexFormat.of().parseHex(digest.hex())))
                .overrideConfiguration(within(deadline))
                .build();
        call(() -> s3.putObject(put, RequestBody.fromBytes(content)));
    }

    @Override
    public Optional<byte[]> find(ResponseKey key, Deadline deadline) {
        GetObjectRequest get = GetObjectRequest.builder()
                .bucket(bucket)
                .key(key.value())
                .overrideConfiguration(within(deadline))
                .build();
        return call(() -> content(get));
    }

    private Optional<byte[]> content(GetObjectRequest get) {
        try {
            return Optional.of(s3.getObjectAsBytes(get).asByteArray());
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    private AwsRequestOverrideConfiguration within(Deadline deadline) {
        Duration left = deadline.remaining(clock);
        if (left.isZero()) {
            throw new Unavailable("the deadline of this request has passed; nothing is billed", RETRY_AFTER);
        }
        return AwsRequestOverrideConfiguration.builder().apiCallTimeout(left).build();
    }

    private static <T> T call(Supplier<T> request) {
        return AwsRequests.call("responses cannot be stored or read at the moment", request);
    }
}
