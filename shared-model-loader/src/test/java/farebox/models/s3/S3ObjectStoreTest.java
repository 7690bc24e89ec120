package farebox.models.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.ByteCount;
import farebox.kernel.Unavailable;
import farebox.models.registry.ObjectKey;
import farebox.models.registry.ObjectStore;
import farebox.models.registry.ObjectStoreContract;
import farebox.models.registry.Reading;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

class S3ObjectStoreTest {
    private static final ObjectKey KEY = new ObjectKey("models/public/m/v-1/manifest.json");
    private static final ByteCount LIMIT = new ByteCount(100);

    @TempDir
    static Path folder;

    private static S3Server server;
    private static S3Client client;
    private static int buckets;

    @BeforeAll
    static void start() throws Exception {
        server = S3Server.start(folder, 0);
        client = server.client();
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        server.close();
    }

    @Nested
    class S3 extends ObjectStoreContract {
        @Override
        protected ObjectStore empty() {
            return emptyBucket();
        }
    }

    @Test
    void aBucketThatIsNotThereIsUnavailableAndNotAMissingObject() {
        ObjectStore store = S3Models.store("no-such-bucket", client);

        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> store.read(KEY, LIMIT));
        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> store.create(KEY, new byte[1]));
        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> store.folders(new ObjectKey("models/")));
    }

    @Test
    void aConnectionFromBeforeTheServerWasStartedAnewDoesNoHarm(@TempDir Path other) throws Exception {
        S3Server first = S3Server.start(other, 0);
        first.makeBucket("bucket");
        try (S3Client sdk = first.client()) {
            ObjectStore store = S3Models.store("bucket", sdk);
            store.create(KEY, new byte[] {1});
            store.read(KEY, LIMIT);
            int port = first.port();
            first.close();

            try (S3Server second = S3Server.start(other, port)) {
                assertThat(second.port()).isEqualTo(port);
                assertThat(store.read(KEY, LIMIT)).isInstanceOf(Reading.Found.class);
            }
        }
    }

    @Test
    void aServerThatIsGoneIsUnavailable(@TempDir Path other) throws Exception {
        S3Server gone = S3Server.start(other, 0);
        try (S3Client sdk = gone.client()) {
            gone.close();

            assertThatExceptionOfType(Unavailable.class)
                    .isThrownBy(() -> S3Models.store("bucket", sdk).read(KEY, LIMIT))
                    .satisfies(unavailable -> assertThat(unavailable.getCause()).isNotNull());
        }
    }

    private static ObjectStore emptyBucket() {
        buckets++;
        try {
            server.makeBucket("bucket-" + buckets);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return S3Models.store("bucket-" + buckets, client);
    }
}
