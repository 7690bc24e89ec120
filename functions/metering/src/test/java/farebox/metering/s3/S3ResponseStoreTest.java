package farebox.metering.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.Deadline;
import farebox.kernel.Sha256;
import farebox.kernel.Unavailable;
import farebox.metering.Samples;
import farebox.metering.idempotency.ResponseStore;
import farebox.metering.idempotency.ResponseStore.ResponseKey;
import farebox.metering.idempotency.ResponseStoreContract;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

final class S3ResponseStoreTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Samples.NOW);
    private static final ResponseKey KEY = new ResponseKey("answers/acme/k-1/7");

    @Nested
    final class Storing extends ResponseStoreContract {
        @Override
        protected ResponseStore store() {
            return new S3ResponseStore(new FakeS3(), "answers", CLOCK);
        }
    }

    @Test
    void put_letsS3CompareTheDigest() {
        ResponseStore store = new S3ResponseStore(new FakeS3(), "answers", CLOCK);

        assertThatExceptionOfType(Unavailable.class)
                .isThrownBy(() -> store.put(KEY, new byte[] {1}, Sha256.of(new byte[] {2}), Samples.DEADLINE));

        assertThat(store.find(KEY, Samples.DEADLINE)).isEmpty();
    }

    @Test
    void find_sendsNothingAfterTheDeadline() {
        ResponseStore store = new S3ResponseStore(new FakeS3(), "answers", CLOCK);

        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> store.find(KEY, new Deadline(Samples.NOW)));
    }

    /** A bucket in a map that compares digests as S3 does. */
    private static final class FakeS3 implements S3Client {
        private final Map<String, byte[]> objects = new HashMap<>();

        @Override
        public PutObjectResponse putObject(PutObjectRequest put, RequestBody body) {
            byte[] content = content(body);
            byte[] digest = HexFormat.of().parseHex(Sha256.of(content).hex());
            if (!Base64.getEncoder().encodeToString(digest).equals(put.checksumSHA256())) {
                throw SdkClientException.create("the digest differs");
            }
            objects.put(put.bucket() + "/" + put.key(), content);
            return PutObjectResponse.builder().build();
        }

        @Override
        public ResponseBytes<GetObjectResponse> getObjectAsBytes(GetObjectRequest get) {
            byte[] content = objects.get(get.bucket() + "/" + get.key());
            if (content == null) {
                throw NoSuchKeyException.builder().message("no such key").build();
            }
            return ResponseBytes.fromByteArray(GetObjectResponse.builder().build(), content);
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {
            objects.clear();
        }

        private static byte[] content(RequestBody body) {
            try (InputStream in = body.contentStreamProvider().newStream()) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
