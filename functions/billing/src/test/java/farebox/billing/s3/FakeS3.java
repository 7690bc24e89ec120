package farebox.billing.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.TreeMap;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket in a map that keeps {@code If-None-Match: *} and lists one object a page. */
final class FakeS3 implements S3Client {
    private final TreeMap<String, byte[]> objects = new TreeMap<>();
    private boolean failing;
    private int reads;

    void failFromNowOn() {
        failing = true;
    }

    int reads() {
        return reads;
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest put, RequestBody body) {
        requireWorking();
        if ("*".equals(put.ifNoneMatch()) && objects.containsKey(put.key())) {
            throw S3Exception.builder().statusCode(412).message("exists").build();
        }
        objects.put(put.key(), content(body));
        return PutObjectResponse.builder().build();
    }

    @Override
    public ResponseBytes<GetObjectResponse> getObjectAsBytes(GetObjectRequest get) {
        requireWorking();
        reads++;
        byte[] content = objects.get(get.key());
        if (content == null) {
            throw NoSuchKeyException.builder().message("no such key").build();
        }
        return ResponseBytes.fromByteArray(GetObjectResponse.builder().build(), content);
    }

    @Override
    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request list) {
        requireWorking();
        String from = list.continuationToken() == null ? list.prefix() : list.continuationToken() + "\0";
        String next = objects.ceilingKey(from);
        if (next == null || !next.startsWith(list.prefix())) {
            return ListObjectsV2Response.builder().isTruncated(false).build();
        }
        return ListObjectsV2Response.builder()
                .contents(S3Object.builder().key(next).build())
                .isTruncated(true)
                .nextContinuationToken(next)
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        objects.clear();
    }

    private void requireWorking() {
        if (failing) {
            throw SdkClientException.create("no connection");
        }
    }

    private static byte[] content(RequestBody body) {
        try (InputStream in = body.contentStreamProvider().newStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
