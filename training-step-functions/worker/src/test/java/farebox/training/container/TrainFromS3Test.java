package farebox.training.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The scripts of the image as AWS Batch starts them. The AWS CLI and Java are scripts in their place; buckets are
 * folders.
 */
final class TrainFromS3Test {
    private static final long MAX_SECONDS = 60;
    private static final String AWS = """
            #!/bin/sh
            set -eu
            [ "$1 $3" = "s3 --only-show-errors" ]
            place() { case $1 in s3://*) echo "$BUCKETS/${1#s3://}" ;; *) echo "$1" ;; esac; }
            from=$(place "$4")
            to=$(place "$5")
            mkdir -p "$(dirname "$to")"
            case $2 in
                sync) [ ! -d "$from" ] || { mkdir -p "$to" && cp -R "$from/." "$to/"; } ;;
                cp) cp "$from" "$to" ;;
                *) exit 2 ;;
            esac
            """;

    /** Before what a test has the worker do in its base folder, which may ask for the file {@code $stop}. */
    private static final String JAVA = """
            #!/bin/sh
            set -eu
            for word in "$@"; do
                case $word in -Dfarebox.stop=*) stop=${word#*=} ;; esac
            done
            cd "$SAGEMAKER_BASE_DIR"
            """;

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void image() throws IOException {
        for (String script : List.of("train", "train-from-s3")) {
            executable("image/bin/" + script, Files.readString(Path.of("src/main/scripts", script)));
        }
        executable("path/aws", AWS);
        file("buckets/uploads/run/input/iris.csv", "rows");
    }

    @Test
    void trainedModel_isStoredWithItsOutput() throws Exception {
        worker("cp input/data/training/iris.csv model/graph.onnx; echo {} > output/data/metrics.json");

        assertThat(run()).isZero();

        assertThat(unpacked("model").resolve("graph.onnx")).hasContent("rows");
        assertThat(unpacked("output").resolve("data/metrics.json")).hasContent("{}");
        assertThat(folder.resolve("buckets/results/job/output/failure")).doesNotExist();
    }

    @Test
    void failureOfTheWorker_isStoredAndEndsTheContainerWithItsStatus() throws Exception {
        worker("echo 'iris.csv, line 3: no number' > output/failure; exit 65");

        assertThat(run()).isEqualTo(65);

        assertThat(folder.resolve("buckets/results/job/output/failure")).hasContent("iris.csv, line 3: no number");
    }

    @Test
    void checkpoints_areThoseOfTheAttemptBefore_andAreStoredInTheEnd() throws Exception {
        file("buckets/results/run/checkpoints/epoch-1", "one");
        worker("cp checkpoints/epoch-1 checkpoints/epoch-2");

        assertThat(run()).isZero();

        assertThat(folder.resolve("buckets/results/run/checkpoints/epoch-2")).hasContent("one");
    }

    @Test
    void terminatedContainer_letsTheWorkerEnd_andStoresWhatItHas() throws Exception {
        worker("""
                echo two > checkpoints/epoch-2
                touch started
                until [ -e "$stop" ]; do sleep 0.02; done
                echo best > model/graph.onnx""");
        Process container = start();
        Path started = folder.resolve("ml/started");
        while (container.isAlive() && !Files.exists(started)) {
            Thread.onSpinWait();
        }

        container.destroy();

        assertThat(container.waitFor(MAX_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(container.exitValue()).isZero();
        assertThat(folder.resolve("buckets/results/run/checkpoints/epoch-2")).hasContent("two");
        assertThat(unpacked("model").resolve("graph.onnx")).hasContent("best");
    }

    private void worker(String steps) throws IOException {
        executable("jdk/bin/java", JAVA + steps);
    }

    private int run() throws IOException, InterruptedException {
        Process container = start();
        assertThat(container.waitFor(MAX_SECONDS, TimeUnit.SECONDS)).isTrue();
        return container.exitValue();
    }

    /** As the job definition has it: {@code train} is the entry point. */
    private Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        folder.resolve("image/bin/train").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "PATH",
                        folder.resolve("path") + ":" + System.getenv("PATH"),
                        "JAVA_HOME",
                        folder.resolve("jdk").toString(),
                        "BUCKETS",
                        folder.resolve("buckets").toString(),
                        "SAGEMAKER_BASE_DIR",
                        folder.resolve("ml").toString(),
                        "FAREBOX_INPUT",
                        "s3://uploads/run/input",
                        "FAREBOX_OUTPUT",
                        "s3://results/job/output",
                        "FAREBOX_CHECKPOINTS",
                        "s3://results/run/checkpoints"));
        return builder.start();
    }

    private Path unpacked(String archive) throws IOException, InterruptedException {
        Path target = Files.createDirectories(folder.resolve("unpacked").resolve(archive));
        Process tar = new ProcessBuilder(
                        "tar",
                        "-C",
                        target.toString(),
                        "-xzf",
                        folder.resolve("buckets/results/job/output/" + archive + ".tar.gz")
                                .toString())
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
        return target;
    }

    private void executable(String name, String content) throws IOException {
        assertThat(file(name, content).toFile().setExecutable(true)).isTrue();
    }

    private Path file(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }
}
