package farebox.cli.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.cli.training.TrainingEvent.PhaseStarted;
import farebox.cli.training.WorkerProcess.Outcome;
import farebox.kernel.InvalidRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkerProcessTest {
    private final List<TrainingEvent> events = new ArrayList<>();

    @TempDir
    private Path folder;

    private Path data;
    private Path base;

    @BeforeEach
    void write() throws IOException {
        data = Files.createDirectories(folder.resolve("churn"));
        base = Files.createDirectories(folder.resolve("base"));
        Files.writeString(data.resolve("training.json"), "{}");
        Files.writeString(data.resolve("rows.csv"), "a,y\n");
    }

    @Test
    void run_ofAFolder_givesTheWorkerItsDataAndSpec() throws Exception {
        Outcome outcome = run("""
                set -e; test -f $SAGEMAKER_BASE_DIR/input/data/training/rows.csv
                test -f $SAGEMAKER_BASE_DIR/input/data/spec/training.json
                echo '{"event":"phase_started","phase":"read"}'; echo noise""", TrainingInput.of(data));

        assertThat(outcome).isEqualTo(new Outcome.Trained(base.resolve("model"), base.resolve("output/data")));
        assertThat(events).containsExactly(new PhaseStarted("read"));
    }

    @Test
    void run_ofASpecByAnotherName_givesItTheNameThatTheWorkerKnows() throws Exception {
        Path spec = Files.writeString(data.resolve("second.json"), "{\"seed\": 2}");

        run("cat $SAGEMAKER_BASE_DIR/input/data/spec/training.json > $SAGEMAKER_BASE_DIR/seen", TrainingInput.of(spec));

        assertThat(base.resolve("seen")).content().isEqualTo("{\"seed\": 2}");
    }

    @Test
    void run_thatIsRefused_saysTheReasonOfTheFailureFile() throws Exception {
        Outcome outcome = run(
                "mkdir -p $SAGEMAKER_BASE_DIR/output\n"
                        + "printf 'rows.csv, line 2: too few' > $SAGEMAKER_BASE_DIR/output/failure; exit 1",
                TrainingInput.of(data));

        assertThat(outcome).isEqualTo(new Outcome.Refused("rows.csv, line 2: too few"));
    }

    @Test
    void run_thatFails_saysWhatTheWorkerWroteLast() throws Exception {
        Outcome outcome = run("echo out of luck; echo broken >&2; exit 2", TrainingInput.of(data));

        assertThat(((Outcome.Failed) outcome).reason()).contains("ended with 2", "out of luck", "broken");
    }

    @Test
    void run_whoseCallerFails_leavesNoProcess() throws Exception {
        Path command = command("echo $$ > $SAGEMAKER_BASE_DIR/pid\n"
                + "echo '{\"event\":\"phase_started\",\"phase\":\"read\"}'; sleep 600");

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> new WorkerProcess(command, base).run(TrainingInput.of(data), event -> {
                    throw new IllegalStateException("the view is broken");
                }));

        long pid = Long.parseLong(Files.readString(base.resolve("pid")).strip());
        assertThat(ProcessHandle.of(pid))
                .matches(handle -> handle.isEmpty() || !handle.get().isAlive());
    }

    @Test
    void of_whatIsNoSpec_saysWhatIsMissing() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> TrainingInput.of(base))
                .withMessageContaining("has no training.json");
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> TrainingInput.of(folder.resolve("absent")))
                .withMessageContaining("there is no folder or spec");
        assertThat(TrainingInput.of(data).name()).isEqualTo("churn");
    }

    private Outcome run(String script, TrainingInput input) throws IOException, InterruptedException {
        return new WorkerProcess(command(script), base).run(input, events::add);
    }

    private Path command(String script) throws IOException {
        Path command = Files.writeString(folder.resolve("train"), "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
    }
}
