package farebox.bench;

import farebox.kernel.FileTree;
import farebox.models.FileRole;
import farebox.models.ModelFile;
import farebox.models.ModelSpec;
import farebox.models.publish.BundledModel;
import farebox.models.publish.ByteSource;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The processes that only open a model from disk and embed one text: ours, and plain DJL's. */
record ModelStartBenchmark(JavaProcess opener, JavaProcess plain, String answer, Path folder) {

    /** @param function unpacked */
    static ModelStartBenchmark in(Path folder, Path function, BenchmarkEnvironment benchmarkEnvironment)
            throws IOException {
        Path given = Files.createDirectories(folder.resolve("given"));
        copyGiven(given);
        Path published = Files.createDirectories(folder.resolve("published"));
        for (ModelFile file : benchmarkEnvironment.manifest().files()) {
            benchmarkEnvironment.fetch(file, published.resolve(file.role().fileName()));
        }
        String classes = System.getProperty("java.class.path");
        return new ModelStartBenchmark(
                new JavaProcess(
                        List.of(
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:-UsePerfData",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                packaged(function) + File.pathSeparator + own()),
                        OpenModelProcess.class,
                        List.of(function.toString(), published.toString(), SampleRequest.TEXT),
                        benchmarkEnvironment.environment()),
                new JavaProcess(
                        List.of("-cp", classes),
                        PlainDjlProcess.class,
                        List.of(given.toString(), SampleRequest.TEXT),
                        benchmarkEnvironment.environment()),
                Integer.toString(((ModelSpec.TextEmbedding)
                                benchmarkEnvironment.manifest().spec())
                        .dimensions()),
                folder);
    }

    /** The bundled model as it was given, {@code model.onnx} and {@code tokenizer.json}. */
    static void copyGiven(Path folder) throws IOException {
        copy(BundledModel.allMiniLmL6V2().file(FileRole.GRAPH), folder.resolve("model.onnx"));
        copy(BundledModel.allMiniLmL6V2().file(FileRole.TOKENIZER), folder.resolve("tokenizer.json"));
    }

    /** The same with its classes archived ahead of time. */
    ModelStartBenchmark trained() throws IOException, InterruptedException {
        Path archive = folder.resolve("opener.aot");
        opener.with("-XX:AOTCacheOutput=" + archive)
                .until(answer, Files.createDirectories(folder.resolve("training")))
                .waitFor();
        return new ModelStartBenchmark(opener.with("-XX:AOTCache=" + archive), plain, answer, folder);
    }

    InterleavedRunner.Task ours() {
        return new Started(opener, answer, folder.resolve("ours"));
    }

    InterleavedRunner.Task djl() {
        return new Started(plain, answer, folder.resolve("djl"));
    }

    private static String packaged(Path function) throws IOException {
        try (Stream<Path> jars = Files.list(function.resolve("lib"))) {
            return jars.map(Path::toString).sorted().collect(Collectors.joining(File.pathSeparator));
        }
    }

    /** The archive of this module. */
    private static String own() {
        return Path.of(URI.create(OpenModelProcess.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .toString();
    }

    private static void copy(ByteSource byteSource, Path file) throws IOException {
        try (InputStream in = byteSource.open()) {
            Files.copy(in, file);
        }
    }

    /** Timed until its answer; how it ends is nobody's wait. */
    private static final class Started implements InterleavedRunner.Task {
        private final JavaProcess process;
        private final String answer;
        private final Path temporary;
        private Optional<Process> running = Optional.empty();

        Started(JavaProcess process, String answer, Path temporary) {
            this.process = process;
            this.answer = answer;
            this.temporary = temporary;
        }

        @Override
        public void before() throws IOException {
            FileTree.delete(temporary);
            Files.createDirectories(temporary);
        }

        @Override
        public void run() throws IOException {
            running = Optional.of(process.until(answer, temporary));
        }

        @Override
        public void after() throws InterruptedException {
            if (running.isPresent()) {
                running.get().destroyForcibly().waitFor();
            }
        }
    }
}
