package farebox.models.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.ByteCount;
import farebox.kernel.Unavailable;
import farebox.models.registry.ObjectKey;
import farebox.models.registry.ObjectStore;
import farebox.models.registry.ObjectStoreContract;
import farebox.models.registry.ReadResult;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3ObjectStoreTest {
    private static final ObjectKey KEY = new ObjectKey("models/public/m/v-1/manifest.json");
    private static final ByteCount LIMIT = new ByteCount(100);

    @TempDir
    static Path folder;

    private static S3Server server;
    private static int buckets;

    @BeforeAll
    static void start() throws Exception {
        server = S3Server.start(folder, 0);
    }

    @AfterAll
    static void stop() throws Exception {
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
        ObjectStore store = server.store("no-such-bucket");

        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> store.read(KEY, LIMIT));
        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> store.create(KEY, new byte[1]));
        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> store.folders(new ObjectKey("models/")));
    }

    @Test
    void aConnectionFromBeforeTheServerWasStartedAnewDoesNoHarm(@TempDir Path other) throws Exception {
        S3Server first = S3Server.start(other, 0);
        first.makeBucket("bucket");
        ObjectStore store = first.store("bucket");
        store.create(KEY, new byte[] {1});
        store.read(KEY, LIMIT);
        int port = first.port();
        first.close();

        try (S3Server second = S3Server.start(other, port)) {
            assertThat(second.port()).isEqualTo(port);
            assertThat(store.read(KEY, LIMIT)).isInstanceOf(ReadResult.Found.class);
        }
    }

    @Test
    void aServerThatIsGoneIsUnavailable(@TempDir Path other) throws Exception {
        S3Server gone = S3Server.start(other, 0);
        ObjectStore store = gone.store("bucket");
        gone.close();

        assertThatExceptionOfType(Unavailable.class)
                .isThrownBy(() -> store.read(KEY, LIMIT))
                .satisfies(unavailable -> assertThat(unavailable.getCause()).isNotNull());
    }

    private static ObjectStore emptyBucket() {
        buckets++;
        try {
            server.makeBucket("bucket-" + buckets);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return server.store("bucket-" + buckets);
    }
}
