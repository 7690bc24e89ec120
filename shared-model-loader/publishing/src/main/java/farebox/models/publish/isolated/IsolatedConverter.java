package farebox.models.publish.isolated;

import farebox.kernel.ByteCount;
import farebox.kernel.FileTree;
import farebox.kernel.InvalidRequest;
import farebox.models.FileRole;
import farebox.models.publish.ModelConverter;
import farebox.models.publish.PublicationFolder;
import farebox.models.publish.PublishRequest;
import farebox.models.publish.Refusal;
import farebox.models.publish.onnx.OnnxGraphValidator;
import farebox.models.publish.onnx.OnnxModelConverter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Converts a graph, and tries it on its samples, in a process of its own: without this process's environment, under a
 * limit of memory and a deadline. Whatever the graph does to it ends there.
 */
public final class IsolatedConverter implements ModelConverter {
    private static final String SHELL = "/bin/sh";

    /** Limits the address space of the command that follows, in KiB. */
    private static final String LIMITED = "ulimit -v \"$1\" && shift && exec \"$@\"";

    private static final List<String> JVM = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "-XX:CompressedClassSpaceSize=64m",
            "-XX:ReservedCodeCacheSize=64m",
            "-XX:-UsePerfData",
            "-XX:-CreateCoredumpOnCrash",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private final Installation installation;
    private final ByteCount memory;
    private final Duration timeout;
    private final ModelConverter converter = new OnnxModelConverter();

    /**
     * Where the classes and native libraries of the process are.
     *
     * @param classPath as the option of {@code java} has it
     * @param root of the function, whose {@code native/} is used if there is one
     */
    public record Installation(String classPath, Path root) {}

    /**
     * @param memory address space that the process may take
     * @param timeout after which it is ended
     */
    public IsolatedConverter(Installation installation, ByteCount memory, Duration timeout) {
        this.installation = installation;
        this.memory = memory;
        this.timeout = timeout;
    }

    @Override
    public String converter() {
        return converter.converter();
    }

    @Override
    public Converted convert(Path graph, Path folder, PublishRequest request) {
        try {
            OnnxGraphValidator.check(graph);
            if (request.roles().contains(FileRole.RECOGNITION)) {
                OnnxGraphValidator.check(folder.resolve(PublicationFolder.RECOGNITION));
            }
            ConversionDocuments documents = new ConversionDocuments(folder);
            documents.write(request);
            Path temporary = Files.createTempDirectory(folder, "process-");
            try {
                requireSuccess(run(command(graph, folder, temporary)));
            } finally {
                FileTree.delete(temporary);
            }
            return documents.converted();
        } catch (IOException e) {
            throw new UncheckedIOException("the process that tries a graph cannot be started or heard", e);
        }
    }

    /** @return the exit code */
    private int run(List<String> command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
        // Each thread would reserve address space for an arena of its own.
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        Process process = builder.start();
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw refused("time", "trying the graph took longer than " + timeout.toSeconds() + " s");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a graph was tried", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private List<String> command(Path graph, Path folder, Path temporary) {
        List<String> command =
                new ArrayList<>(List.of(SHELL, "-c", LIMITED, "sh", Long.toString(memory.bytes() >> 10)));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.add("-Djava.io.tmpdir=" + temporary);
        command.add("-XX:ErrorFile=" + temporary.resolve("error.log"));
        command.addAll(List.of("-cp", installation.classPath(), ConverterProcess.class.getName()));
        command.addAll(List.of(
                folder.toString(),
                String.valueOf(graph.getFileName()),
                installation.root().toString()));
        return command;
    }

    private void requireSuccess(int exit) {
        if (exit != 0) {
            throw refused(
                    "memory",
                    "the graph ended the process that tried it, with exit code " + exit + "; it may have "
                            + memory.bytes() + " bytes of memory");
        }
    }

    private static InvalidRequest refused(String limit, String message) {
        return Refusal.invalid("trial_" + limit, PublicationFolder.GRAPH, "", message);
    }
}
