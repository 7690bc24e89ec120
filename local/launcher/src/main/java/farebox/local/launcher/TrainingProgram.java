package farebox.local.launcher;

import farebox.kernel.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The program of the training image, as the build leaves it, with an archive of its classes (JEP 514) that makes
 * trainings of little data start faster.
 *
 * @param home the checkout
 * @param folder for the archive
 */
public record TrainingProgram(Path home, Path folder) {
    private static final String FOLDER = "training-step-functions/worker/target/farebox-train";
    private static final String EXAMPLE = "training-step-functions/examples/iris";

    /** @param home the checkout */
    public static TrainingProgram of(Path home) {
        return new TrainingProgram(home, SharedFolder.of(home).path().resolve("training"));
    }

    /** What starts a training; it uses the archive if there is one by then. */
    public List<String> command() {
        return List.of("/usr/bin/env", "FAREBOX_CLASS_CACHE=" + archive(), executable());
    }

    /** Records the archive by a training of an example, with less claim to the processor than trainings have. */
    void record(Duration limit) throws IOException, InterruptedException {
        if (isCurrent()) {
            return;
        }
        Path scratch = folder.resolve("recording");
        FileTree.delete(scratch); // What a recording left that was killed.
        try {
            Process process = start(scratch);
            try {
                if (process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS) && process.exitValue() == 0) {
                    Files.move(scratch.resolve("classes"), archive(), StandardCopyOption.ATOMIC_MOVE);
                }
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } finally {
            FileTree.delete(scratch);
        }
    }

    private Process start(Path scratch) throws IOException {
        Path channel = Files.createDirectories(scratch.resolve("input/data/training"));
        for (Path file : files(home.resolve(EXAMPLE))) {
            Files.copy(file, channel.resolve(file.getFileName()));
        }
        ProcessBuilder builder = new ProcessBuilder("nice", "-n", "15", executable())
                .redirectErrorStream(true)
                .redirectOutput(scratch.resolve("log").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("SAGEMAKER_BASE_DIR", scratch.toString());
        builder.environment()
                .put("FAREBOX_RECORD_CLASSES", scratch.resolve("classes").toString());
        return builder.start();
    }

    /** The JVM itself refuses an archive of other code; of another JVM it has another name. */
    private boolean isCurrent() throws IOException {
        if (!Files.exists(archive())) {
            return false;
        }
        for (Path library : files(home.resolve(FOLDER).resolve("lib"))) {
            if (Files.getLastModifiedTime(library).compareTo(Files.getLastModifiedTime(archive())) > 0) {
                return false;
            }
        }
        return true;
    }

    private String executable() {
        return home.resolve(FOLDER).resolve("bin/train").toString();
    }

    private Path archive() {
        return folder.resolve("train-" + System.getProperty("java.vm.version") + ".aot");
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
