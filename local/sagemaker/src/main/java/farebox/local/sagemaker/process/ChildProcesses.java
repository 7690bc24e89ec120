package farebox.local.sagemaker.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs a command for each image. The process id is kept in the job's folder, so that no process outlives its job.
 * Closing ends the processes without telling of their exit: their jobs run again after the next start.
 */
public final class ChildProcesses implements TrainingProcesses, AutoCloseable {
    private static final String PID_FILE = "process";

    private final Map<String, List<String>> commands;
    private final Set<Child> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** @param commands by image, without tag or digest */
    public ChildProcesses(Map<String, List<String>> commands) {
        this.commands = Map.copyOf(commands);
    }

    @Override
    public boolean knows(String image) {
        return commands.containsKey(withoutTag(image));
    }

    @Override
    public TrainingProcess start(String image, Path folder, Path log, Map<String, String> environment) {
        List<String> command = commands.get(withoutTag(image));
        if (command == null) {
            throw new IllegalArgumentException("there is no command for the image " + image);
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // The first Java of PATH may be an older one.
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        builder.environment().put("SAGEMAKER_BASE_DIR", folder.toString());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            Files.writeString(folder.resolve(PID_FILE), process.pid() + " " + started(process.toHandle()));
            return running(process);
        } catch (IOException e) {
            throw new UncheckedIOException("the program for the image " + image + " cannot be started", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        running.forEach(Child::kill);
    }

    private Child running(Process process) {
        Child child = new Child(process);
        running.add(child);
        if (closed) {
            child.kill();
        }
        return child;
    }

    @Override
    public void endLeftover(Path folder) {
        Path file = folder.resolve(PID_FILE);
        if (Files.exists(file)) {
            leftover(file).ifPresent(ChildProcesses::killAll);
        }
    }

    /** A number is given again: only a process that began at the same time is the one that was started. */
    private static Optional<ProcessHandle> leftover(Path file) {
        try {
            List<String> written = List.of(Files.readString(file).split(" ", 2));
            return ProcessHandle.of(Long.parseLong(written.getFirst()))
                    .filter(process -> started(process).equals(written.getLast()));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** A script's own processes would outlive it. */
    private static void killAll(ProcessHandle process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static String started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("");
    }

    private static String withoutTag(String image) {
        String name = image.contains("@") ? image.substring(0, image.indexOf('@')) : image;
        int colon = name.lastIndexOf(':');
        return colon > name.lastIndexOf('/') ? name.substring(0, colon) : name;
    }

    private final class Child implements TrainingProcess {
        private final Process process;
        private final CompletableFuture<Integer> exit = new CompletableFuture<>();

        private Child(Process process) {
            this.process = process;
            var _ = process.onExit().thenAccept(this::ended);
        }

        @Override
        public CompletionStage<Integer> exit() {
            return exit;
        }

        private void ended(Process ended) {
            running.remove(this);
            if (!closed) {
                exit.complete(ended.exitValue());
            }
        }

        @Override
        public void terminate() {
            process.destroy();
        }

        @Override
        public void kill() {
            killAll(process.toHandle());
        }
    }
}
