package farebox.local.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** A running child: its output goes to a consumer line by line, its end to another. */
final class ExecutionEnvironmentProcess {
    /** What the child left in the pipe is read within this; a grandchild may hold the pipe open for ever. */
    private static final long FINAL_OUTPUT_MILLISECONDS = 250;

    private static final String PEAK = "VmHWM:";

    private final Process process;
    private volatile long peakMebibytes;

    private ExecutionEnvironmentProcess(Process process) {
        this.process = process;
    }

    static ExecutionEnvironmentProcess start(ProcessBuilder command, Consumer<String> output, IntConsumer ended)
            throws IOException {
        Process process = command.start();
        Thread reader = Thread.ofPlatform()
                .daemon()
                .name("output of " + process.pid())
                .start(() -> read(process.getInputStream(), output));
        Thread.ofPlatform().daemon().name("end of " + process.pid()).start(() -> awaitEnd(process, reader, ended));
        return new ExecutionEnvironmentProcess(process);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    boolean endedWell() {
        return !process.isAlive() && process.exitValue() == 0;
    }

    /** With what it started itself. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Ends it in its own time: the child sees the end of standard input. */
    void letGo() {
        try {
            process.getOutputStream().close();
        } catch (IOException gone) {
            kill();
        }
    }

    /** The most memory it ever had resident; 0 where the system does not tell. Known still after it ended. */
    long peakMebibytes() {
        try {
            String status = Files.readString(Path.of("/proc", Long.toString(process.pid()), "status"));
            int value = status.indexOf(PEAK) + PEAK.length();
            if (value >= PEAK.length()) {
                String kibibytes = status.substring(value, status.indexOf("kB", value));
                peakMebibytes = Math.ceilDiv(Long.parseLong(kibibytes.strip()), 1024);
            }
        } catch (IOException ended) {
            // The last value stands.
        }
        return peakMebibytes;
    }

    private static void read(InputStream output, Consumer<String> lines) {
        try (output) {
            new LineSplitter(lines).readAll(output);
        } catch (IOException broken) {
            lines.accept("(the output broke off: " + broken.getMessage() + ")");
        }
    }

    private static void awaitEnd(Process process, Thread reader, IntConsumer ended) {
        try {
            int exit = process.waitFor();
            reader.join(FINAL_OUTPUT_MILLISECONDS);
            ended.accept(exit);
        } catch (InterruptedException e) {
            throw new IllegalStateException("no one interrupts this thread", e);
        }
    }
}
