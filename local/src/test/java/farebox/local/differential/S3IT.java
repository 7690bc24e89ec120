package farebox.local.differential;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.local.s3.LocalS3;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** S3: objects, conditions, ranges, lists and multipart uploads. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class S3IT {
    private static final int STEPS = 400;

    private final Referee referee = new Referee();

    private LocalS3 endpoint;
    private S3Side laptop;
    private S3Side localstack;

    @BeforeAll
    void start(@TempDir Path folder) throws InterruptedException, IOException {
        URI asked = LocalStackAddress.asked();
        endpoint = LocalS3.open(folder);
        laptop = new S3Side(endpoint.endpoint());
        localstack = new S3Side(asked);
    }

    @AfterAll
    void stop() throws IOException {
        laptop.close();
        localstack.close();
        endpoint.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyRequestComesToTheSame(long seed) {
        S3Requests requests = new S3Requests(new Random(seed));
        laptop.begin();
        localstack.begin();
        for (int step = 1; step <= STEPS; step++) {
            S3Step next = requests.next();
            Outcome ours = laptop.run(next);
            Outcome theirs = localstack.run(next);
            if (!referee.agree("seed " + seed + ", step " + step, next.request(), ours, theirs)) {
                level();
            }
        }
        referee.refuseUnexplained();
        assertThat(contents(localstack)).isEqualTo(contents(laptop));
    }

    /** Brings LocalStack's bucket to the state of ours, so that one difference is not followed by a hundred others. */
    private void level() {
        Map<String, ResponseBytes<GetObjectResponse>> wanted = laptop.objects();
        Set<String> unwanted = new HashSet<>(localstack.objects().keySet());
        unwanted.removeAll(wanted.keySet());
        unwanted.forEach(localstack::remove);
        wanted.forEach(localstack::put);
    }

    private static Map<String, String> contents(S3Side side) {
        Map<String, String> contents = new HashMap<>();
        side.objects()
                .forEach((key, object) -> contents.put(
                        key,
                        object.response().contentType() + " " + object.response().metadata() + " "
                                + S3Requests.md5(object.asByteArray())));
        return contents;
    }
}
