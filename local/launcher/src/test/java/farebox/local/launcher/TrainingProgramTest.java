package farebox.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a program in the place of the packed one that says in the archive which example it was given. */
final class TrainingProgramTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String COPIES_DATA =
            "cat \"$SAGEMAKER_BASE_DIR/input/data/training/iris.csv\" > \"$FAREBOX_RECORD_CLASSES\"\n";

    private final Path home;
    private final Path folder;
    private final TrainingProgram program;

    TrainingProgramTest(@TempDir Path home, @TempDir Path folder) {
        this.home = home;
        this.folder = folder;
        this.program = new TrainingProgram(home, folder);
    }

    @BeforeEach
    void build() throws IOException {
        write("training-step-functions/examples/iris/iris.csv", "first");
        write("training-step-functions/worker/target/farebox-train/lib/worker.jar", "");
        write("training-step-functions/worker/target/farebox-train/bin/train", "#!/bin/sh\n" + COPIES_DATA);
    }

    @Test
    void recorded_leavesAnArchiveThatTrainingsUse_andNothingElse() throws Exception {
        program.record(LIMIT);

        assertThat(archive()).hasContent("first");
        assertThat(program.command()).contains("FAREBOX_CLASS_CACHE=" + archive());
    }

    @Test
    void recordedAgain_onlyIfTheProgramHasChanged() throws Exception {
        program.record(LIMIT);
        write("training-step-functions/examples/iris/iris.csv", "second");

        program.record(LIMIT);
        assertThat(archive()).hasContent("first");

        Path library = home.resolve("training-step-functions/worker/target/farebox-train/lib/worker.jar");
        Files.setLastModifiedTime(
                library,
                FileTime.from(Files.getLastModifiedTime(archive()).toInstant().plusSeconds(1)));
        program.record(LIMIT);
        assertThat(archive()).hasContent("second");
    }

    @Test
    void whatAKilledRecordingLeft_isNoArchive() throws Exception {
        Path left = Files.createDirectories(folder.resolve("recording"));
        Files.writeString(left.resolve("classes"), "half");
        write("training-step-functions/worker/target/farebox-train/bin/train", "#!/bin/sh\n");

        assertThatIOException().isThrownBy(() -> program.record(LIMIT));

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void trainingThatFails_leavesNoArchive() throws Exception {
        write(
                "training-step-functions/worker/target/farebox-train/bin/train",
                "#!/bin/sh\n" + COPIES_DATA + "exit 1\n");

        program.record(LIMIT);

        assertThat(folder).isEmptyDirectory();
    }

    private Path archive() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.toList()).hasSize(1);
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }

    private void write(String path, String content) throws IOException {
        Path file = home.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
