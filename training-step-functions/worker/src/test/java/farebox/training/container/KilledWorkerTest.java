package farebox.training.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import farebox.training.testdata.Datasets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker as a process of its own, which SIGKILL ends at any moment. */
final class KilledWorkerTest {
    private static final int KILLS = 2;
    private static final int EPOCHS = 30;

    /** A checkpoint is written every 200 steps; an epoch of these rows has 45. */
    private static final int EPOCHS_OF_AN_INTERVAL = 5;

    private static final String SPEC =
            "{\"data\": \"digits.csv\", \"target\": \"digit\", \"family\": \"mlp\", \"parameters\": {\"epochs\": 30, \"batch\": 32}, \"seed\": 3}";

    private final Path base;

    KilledWorkerTest(@TempDir Path base) {
        this.base = base;
    }

    @Test
    void aWorkerThatIsKilled_goesOnFromItsLastCheckpointToTheSameModel() throws Exception {
        Path whole = job("whole");
        assertThat(start(whole).waitFor()).as(log(whole)).isZero();
        Path killed = job("killed");
        Random random = new Random(5);
        int reached = 0;

        for (int kill = 0; kill < KILLS; kill++) {
            Process process = start(killed);
            int until = random.nextInt(reached + 2, reached + 2 + EPOCHS / (KILLS + 1));
            while (process.isAlive() && lastEpoch(killed) < until) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
            process.destroyForcibly().waitFor();
            reached = lastEpoch(killed);
            Files.writeString(killed.resolve("kill-" + kill), String.valueOf(reached));
        }
        int before = epochs(killed).size();
        assertThat(start(killed).waitFor()).as(log(killed)).isZero();

        int first = epochs(killed).get(before);
        assertThat(first).isBetween(reached - EPOCHS_OF_AN_INTERVAL, reached + 1);
        assertThat(killed.resolve("model/model.onnx")).hasSameBinaryContentAs(whole.resolve("model/model.onnx"));
    }

    private Path job(String name) throws IOException {
        Path job = base.resolve(name);
        Path data = Files.createDirectories(job.resolve("input/data/training"));
        Files.copy(Datasets.folder("digits").resolve("digits.csv"), data.resolve("digits.csv"));
        Files.writeString(data.resolve("training.json"), SPEC);
        return job;
    }

    private static Process start(Path job) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dai.djl.pytorch.num_threads=1",
                        "-Dai.djl.pytorch.num_interop_threads=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "farebox.training.container.TrainMain")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        job.resolve("output.log").toFile()));
        builder.environment().put("SAGEMAKER_BASE_DIR", job.toString());
        builder.environment().put("OMP_NUM_THREADS", "1");
        builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
        builder.environment().put("DJL_OFFLINE", "true");
        return builder.start();
    }

    /** The log that is copied to S3 while the worker trains; a kill may cut its last line off. */
    private static List<Integer> epochs(Path job) throws IOException {
        Path log = job.resolve("checkpoints/training.log");
        return !Files.exists(log)
                ? List.of()
                : Files.readString(log)
                        .lines()
                        .filter(line -> line.startsWith("{\"event\":\"epoch_finished\"") && line.endsWith("}"))
                        .map(KilledWorkerTest::epoch)
                        .toList();
    }

    private static int epoch(String line) {
        try {
            JsonNode event = new JsonMapper().readTree(line);
            return event.path("epoch").asInt();
        } catch (IOException e) {
            return 0;
        }
    }

    private static int lastEpoch(Path job) throws IOException {
        List<Integer> epochs = epochs(job);
        return epochs.isEmpty() ? 0 : epochs.getLast();
    }

    private static String log(Path job) throws IOException {
        return Files.exists(job.resolve("output.log")) ? Files.readString(job.resolve("output.log")) : "";
    }
}
