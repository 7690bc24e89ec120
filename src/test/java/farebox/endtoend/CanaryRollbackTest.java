package farebox.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.models.Canary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trained version that fails its callers is rolled back by the run that tries it. */
@Tag("emulator")
final class CanaryRollbackTest {
    private static final Duration TRAINING = Duration.ofMinutes(2);
    private static final Duration ROLLBACK = Duration.ofSeconds(60);
    private static final int CALLS = 40;

    /** Longer than the test: only harm ends the canary. */
    private static final Map<String, String> PARAMETERS = Map.of("ModelCanarySeconds", "600");

    private static final String ROW = "{\"rows\": [{\"sepal_length\": 5.1, \"sepal_width\": 3.5,"
            + " \"petal_length\": 1.4, \"petal_width\": 0.2}]}";

    @Test
    void candidateThatFails_isRolledBackByItsRun_whileTheChampionServes(@TempDir Path data) {
        try (EmulatorStack emulator = EmulatorStack.start(data, PARAMETERS)) {
            UploadedTraining training = UploadedTraining.of(emulator.operator());
            String champion = champion(training);
            Canary canary = canary(training);
            training.damage(canary.candidate());
            Target callers = training.caller(canary, true);
            Target others = training.caller(canary, false);

            for (int call = 0; call < CALLS; call++) {
                assertThat(predict(callers).status()).isEqualTo(500);
                assertThat(version(predict(others))).isEqualTo(champion);
            }
            Await.settles(() -> training.canary().isPresent(), false, ROLLBACK);

            Await.settles(() -> newestError(others), "rolled_back", ROLLBACK);
            Await.settles(() -> predict(callers).status(), 200, ROLLBACK);
            assertThat(version(predict(callers))).isEqualTo(champion);
        }
    }

    private static String champion(UploadedTraining training) {
        training.upload(shuffled(UploadedTraining.lines()), "\"family\": \"logistic\", \"seed\": 1");
        Await.settles(() -> training.champion().isPresent(), true, TRAINING);
        return training.champion().orElseThrow().version().value();
    }

    private static Canary canary(UploadedTraining training) {
        training.upload(UploadedTraining.lines(), "\"family\": \"logistic\", \"seed\": 2");
        Await.settles(() -> training.canary().isPresent(), true, TRAINING);
        return training.canary().orElseThrow();
    }

    private static HttpReply predict(Target caller) {
        return PlainHttp.of(caller).post("/v1/models/iris/predict", ROW);
    }

    private static String version(HttpReply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json().path("version").asText();
    }

    private static String newestError(Target caller) {
        HttpReply jobs = PlainHttp.of(caller).get("/v1/fine_tuning/jobs?limit=1");
        return jobs.json().at("/data/0/error/code").asText();
    }

    /** The same rows with the labels of others: a model of them is no better than chance. */
    private static List<String> shuffled(List<String> lines) {
        List<String> labels = new ArrayList<>(lines.stream()
                .map(line -> line.substring(line.lastIndexOf(',')))
                .toList());
        Collections.shuffle(labels.subList(1, labels.size()), new Random(1));
        List<String> shuffled = new ArrayList<>();
        for (int row = 0; row < lines.size(); row++) {
            String line = lines.get(row);
            shuffled.add(line.substring(0, line.lastIndexOf(',')) + labels.get(row));
        }
        return shuffled;
    }
}
