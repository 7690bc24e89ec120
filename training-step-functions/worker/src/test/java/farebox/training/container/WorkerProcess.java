package farebox.training.container;

import com.fasterxml.jackson.databind.json.JsonMapper;
import farebox.training.testdata.Datasets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The worker in a process of its own, with a base folder laid out as SageMaker does. */
final class WorkerProcess {
    private static final long MAX_SECONDS = 240;
    private static final String JAVA_OPTIONS = "FAREBOX_JAVA_OPTIONS";
    private static final String HEAP = "-Xmx1g";

    private final Path base;
    private final Map<String, String> environment = new HashMap<>(Map.of(JAVA_OPTIONS, HEAP));

    WorkerProcess(Path base) {
        this.base = base;
    }

    /** What a process left behind. */
    record Ended(int code, String output) {}

    WorkerProcess withExample(String name, String spec) {
        return withFile(
                        Datasets.spec(name).data().train(),
                        read(Datasets.folder(name)
                                .resolve(Datasets.spec(name).data().train())))
                .withFile("training.json", spec);
    }

    WorkerProcess withFile(String name, String content) {
        write(base.resolve("input/data/training").resolve(name), content);
        return this;
    }

    /** A file where the folder of the model belongs, so that none can be written. */
    WorkerProcess withoutRoomForTheModel() {
        write(base.resolve("model"), "");
        return this;
    }

    /** The home folder is an empty one, too, because Java keeps the list of fonts there. */
    WorkerProcess withoutFonts() {
        Path list = base.resolve("fonts.conf");
        write(list, "<fontconfig/>");
        environment.put("FONTCONFIG_FILE", list.toString());
        environment.put(JAVA_OPTIONS, HEAP + " -Duser.home=" + base);
        return this;
    }

    WorkerProcess withHyperparameters(Map<String, String> values) throws IOException {
        write(base.resolve("input/config/hyperparameters.json"), new JsonMapper().writeValueAsString(values));
        return this;
    }

    /** Runs it to its end. */
    Ended run() throws IOException, InterruptedException {
        return await(start());
    }

    Process start() throws IOException {
        Path train = Path.of("target", "farebox-train", "bin", "train").toAbsolutePath();
        if (!Files.isExecutable(train)) {
            throw new IllegalStateException(train + " is missing: this test needs the package phase");
        }
        ProcessBuilder builder = new ProcessBuilder(train.toString()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("SAGEMAKER_BASE_DIR", base.toString());
        builder.environment().putAll(environment);
        return builder.redirectOutput(output().toFile()).start();
    }

    Ended await(Process process) throws InterruptedException {
        if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the worker did not end: " + read(output()));
        }
        return new Ended(process.exitValue(), read(output()));
    }

    String outputSoFar() {
        return read(output());
    }

    String failure() {
        return read(base.resolve("output/failure"));
    }

    private Path output() {
        return base.resolve("output.log");
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
