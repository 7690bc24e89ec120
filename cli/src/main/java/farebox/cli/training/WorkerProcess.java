package farebox.cli.training;

import farebox.kernel.FileTree;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One run of the packed training worker under SageMaker's container contract. It ends with this process: however this
 * one is ended, short of SIGKILL, the worker and its children are ended too.
 */
public final class WorkerProcess {
    private static final int REFUSED = 1;
    private static final int KEPT_LINES = 20;
    private static final long GRACE_SECONDS = 5;

    private final Path command;
    private final Path base;

    /**
     * @param command the worker's {@code train}
     * @param base an empty folder that stands for {@code /opt/ml}
     */
    public WorkerProcess(Path command, Path base) {
        this.command = command;
        this.base = base;
    }

    /** How a run ended. */
    public sealed interface Outcome {
        /**
         * A model.
         *
         * @param model the folder of its files
         * @param output what was written besides
         */
        record Trained(Path model, Path output) implements Outcome {}

        /** The spec, the data or the model's quality is at fault; the reason says what to mend. */
        record Refused(String reason) implements Outcome {}

        /** A fault of the worker or of its machine, with the end of its log. */
        record Failed(String reason) implements Outcome {}
    }

    public Outcome run(TrainingInput input, Consumer<TrainingEvent> events) throws IOException, InterruptedException {
        input.link(base);
        Process process = start();
        Thread end = new Thread(() -> abandon(process));
        Runtime.getRuntime().addShutdownHook(end);
        try {
            Deque<String> last = follow(process, events);
            return outcome(process.waitFor(), last);
        } finally {
            end(process);
            forget(end);
        }
    }

    private Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command.toString())
                .redirectError(base.resolve("stderr.log").toFile());
        builder.environment().put("SAGEMAKER_BASE_DIR", base.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }

    private static Deque<String> follow(Process process, Consumer<TrainingEvent> events) throws IOException {
        Deque<String> last = new ArrayDeque<>();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                TrainingEvent.parse(line).ifPresent(events);
                last.addLast(line);
                if (last.size() > KEPT_LINES) {
                    last.removeFirst();
                }
            }
        }
        return last;
    }

    private Outcome outcome(int code, Deque<String> last) throws IOException {
        Path failure = base.resolve("output/failure");
        if (code == 0) {
            return new Outcome.Trained(base.resolve("model"), base.resolve("output/data"));
        }
        return code == REFUSED && Files.exists(failure)
                ? new Outcome.Refused(Files.readString(failure))
                : new Outcome.Failed("the training worker ended with %d:%n%s%n%s"
                        .formatted(code, String.join("\n", last), errors()));
    }

    private String errors() {
        try {
            return Files.readString(base.resolve("stderr.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void abandon(Process process) {
        end(process);
        try {
            FileTree.delete(base);
        } catch (IOException e) {
            // What is left of it lies in the system's temporary folder.
        }
    }

    /** The worker's script runs a JVM; both end. */
    private static void end(Process process) {
        if (!process.isAlive()) {
            return;
        }
        var children = process.descendants().toList();
        children.forEach(ProcessHandle::destroyForcibly);
        process.destroy();
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The hook runs already: this process is ending.
        }
    }
}
