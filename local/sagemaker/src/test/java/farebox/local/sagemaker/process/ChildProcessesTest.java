package farebox.local.sagemaker.process;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.local.sagemaker.process.TrainingProcesses.TrainingProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChildProcessesTest {
    private final Path folder;

    ChildProcessesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static ChildProcesses shell(String script) {
        return new ChildProcesses(Map.of("registry.example/trainer", List.of("/bin/sh", "-c", script)));
    }

    private TrainingProcess start(ChildProcesses processes) {
        return processes.start(
                "registry.example/trainer:1", folder, folder.resolve("training.log"), Map.of("LEVEL", "debug"));
    }

    private static int status(TrainingProcess process) {
        return process.exit().toCompletableFuture().join();
    }

    @Test
    void program_runsInItsFolderWithItsEnvironment() throws IOException {
        assertThat(status(start(shell("echo $LEVEL $SAGEMAKER_BASE_DIR; pwd; exit 3"))))
                .isEqualTo(3);

        assertThat(Files.readAllLines(folder.resolve("training.log")))
                .containsExactly("debug " + folder, folder.toRealPath().toString());
    }

    @Test
    void program_findsTheJavaOfTheEmulator_whateverJavaIsFirstOnThePath() throws IOException {
        assertThat(status(start(shell("echo $JAVA_HOME")))).isZero();

        assertThat(folder.resolve("training.log")).hasContent(System.getProperty("java.home"));
    }

    @Test
    void terminate_letsTheProgramEndInItsOwnWay() throws IOException {
        TrainingProcess process =
                start(shell("trap 'echo saved; exit 0' TERM; echo listening; while :; do sleep 0.05; done"));
        awaitOutput("listening");

        process.terminate();

        assertThat(status(process)).isZero();
        assertThat(Files.readString(folder.resolve("training.log"))).contains("saved");
    }

    private void awaitOutput(String text) throws IOException {
        while (!Files.readString(folder.resolve("training.log")).contains(text)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void kill_endsAProgramThatDoesNotListen() {
        TrainingProcess process = start(shell("trap '' TERM; read x < /dev/zero"));

        process.kill();

        assertThat(status(process)).isEqualTo(137);
    }

    @Test
    void close_endsThePrograms_andTellsNobody() throws IOException {
        ChildProcesses processes = shell("echo $$; exec sleep 60");
        TrainingProcess process = start(processes);
        awaitOutput("\n");
        ProcessHandle running = ProcessHandle.of(Long.parseLong(
                        Files.readString(folder.resolve("training.log")).strip()))
                .orElseThrow();

        processes.close();

        assertThat(running.onExit().join().isAlive()).isFalse();
        assertThat(process.exit().toCompletableFuture()).isNotDone();
    }

    @Test
    void leftover_ofAnEarlierEmulator_isEnded() {
        TrainingProcess process = start(shell("sleep 60"));

        shell("sleep 60").endLeftover(folder);

        assertThat(status(process)).isEqualTo(137);
    }

    /** The program of an image is a script, and the emulator may have been killed. */
    @Test
    void leftover_isEndedWithWhatItHasStarted() throws IOException {
        start(shell("sleep 60 & echo $!; wait"));
        awaitOutput("\n");
        ProcessHandle started = ProcessHandle.of(Long.parseLong(
                        Files.readString(folder.resolve("training.log")).strip()))
                .orElseThrow();

        shell("sleep 60").endLeftover(folder);

        assertThat(started.onExit().join().isAlive()).isFalse();
    }

    @Test
    void leftover_whoseNumberIsAnothersNow_isLeftAlone() throws IOException {
        Files.writeString(folder.resolve("process"), ProcessHandle.current().pid() + " 2001-01-01T00:00:00Z");

        shell("true").endLeftover(folder);

        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    @Test
    void images_areKnownWithAnyTagOrDigest() {
        ChildProcesses processes = shell("true");

        assertThat(processes.knows("registry.example/trainer")).isTrue();
        assertThat(processes.knows("registry.example/trainer:2")).isTrue();
        assertThat(processes.knows("registry.example/trainer@sha256:00")).isTrue();
        assertThat(processes.knows("registry.example/other:1")).isFalse();
    }
}
