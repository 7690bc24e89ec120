package farebox.cli.deploy;

import java.nio.file.Path;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The bucket that CloudFormation reads code and templates from: one per account and region. A key is the digest of what
 * lies there, so nothing is sent twice and every earlier deployment can be rolled back to.
 */
final class Artifacts {
    private static final int NOT_FOUND = 404;

    /** The only region that must not be named when a bucket is made there. */
    private static final String UNNAMED = "us-east-1";

    private final S3Client s3;
    private final String account;
    private final String region;

    Artifacts(S3Client s3, String account, String region) {
        this.s3 = s3;
        this.account = account;
        this.region = region;
    }

    String bucket() {
        return "farebox-artifacts-" + account + "-" + region;
    }

    void ensureBucket() {
        try {
            // Names are global: somebody else's bucket of this name must not get our code.
            s3.headBucket(head -> head.bucket(bucket()).expectedBucketOwner(account));
        } catch (NoSuchBucketException e) {
            s3.createBucket(creation());
        } catch (S3Exception e) {
            if (e.statusCode() != NOT_FOUND) {
                throw e;
            }
            s3.createBucket(creation());
        }
    }

    /** @return whether it was sent; false if it is there already */
    boolean put(String key, Path file) {
        if (isThere(key)) {
            return false;
        }
        s3.putObject(put -> put.bucket(bucket()).key(key).expectedBucketOwner(account), RequestBody.fromFile(file));
        return true;
    }

    void put(String key, String text) {
        s3.putObject(put -> put.bucket(bucket()).key(key).expectedBucketOwner(account), RequestBody.fromString(text));
    }

    private boolean isThere(String key) {
        try {
            s3.headObject(head -> head.bucket(bucket()).key(key).expectedBucketOwner(account));
            return true;
        } catch (NoSuchKeyException e) {
            return false;
        }
    }

    private CreateBucketRequest creation() {
        CreateBucketRequest.Builder creation = CreateBucketRequest.builder().bucket(bucket());
        if (!region.equals(UNNAMED)) {
            creation.createBucketConfiguration(in -> in.locationConstraint(BucketLocationConstraint.fromValue(region)));
        }
        return creation.build();
    }
}
