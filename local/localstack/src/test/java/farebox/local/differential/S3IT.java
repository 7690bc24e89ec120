package farebox.local.differential;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.local.s3.LocalS3;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S3: objects, conditions, ranges, lists and multipart uploads. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class S3IT {
    private static final int STEPS = 400;

    private final OutcomeComparison outcomeComparison = new OutcomeComparison(S3Difference.values());

    private LocalS3 endpoint;
    private S3Side emulator;
    private S3Side localstack;

    @BeforeAll
    void start(@TempDir Path folder) throws InterruptedException, IOException {
        URI asked = LocalStackAddress.asked();
        endpoint = LocalS3.open(folder);
        emulator = new S3Side(endpoint.endpoint());
        localstack = new S3Side(asked);
    }

    @AfterAll
    void stop() throws IOException {
        emulator.close();
        localstack.close();
        endpoint.close();
    }

    /** After all seeds: a list of differences that only grows would hide the next one. */
    @AfterAll
    void everyKnownDifferenceHappened() {
        outcomeComparison.refuseUnmet();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyRequestComesToTheSame(long seed) {
        S3Requests requests = new S3Requests(new Random(seed));
        emulator.begin();
        localstack.begin();
        for (int step = 1; step <= STEPS; step++) {
            S3Step next = requests.next();
            Outcome ours = emulator.run(next);
            Outcome theirs = localstack.run(next);
            outcomeComparison.agree("seed " + seed + ", step " + step, next.request(), ours, theirs);
            if (!ours.code().equals(theirs.code())) {
                level(next);
            }
        }
        outcomeComparison.refuseUnexplained();
        assertThat(localstack.contents()).isEqualTo(emulator.contents());
    }

    /** Takes away on both sides what they do not have in common, so that one difference is not followed by others. */
    private void level(S3Step step) {
        List.of(emulator, localstack).forEach(side -> side.abort(step.request()));
        Map<String, String> ours = emulator.contents();
        Map<String, String> theirs = localstack.contents();
        Set<String> keys = new TreeSet<>(ours.keySet());
        keys.addAll(theirs.keySet());
        keys.removeIf(key -> Objects.equals(ours.get(key), theirs.get(key)));
        keys.stream().filter(ours::containsKey).forEach(emulator::remove);
        keys.stream().filter(theirs::containsKey).forEach(localstack::remove);
    }
}
