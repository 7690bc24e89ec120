package farebox.endtoend;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.launcher.TrainingProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The training worker as it was packed, in a process of its own: its DJL is not that of the loader.
 *
 * @param base the folder that stands for {@code /opt/ml}
 */
record TrainingWorker(Path base) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Path EXAMPLES = Checkout.ROOT.resolve("training-step-functions/examples");

    /** As the emulator starts it, with the classes that one of this checkout may have archived. */
    private static final List<String> COMMAND =
            TrainingProgram.of(Checkout.ROOT).command();

    private static final long MAX_SECONDS = 240;

    /** A worker whose training channel has the files of an example. */
    static TrainingWorker ofExample(String example, Path base) throws IOException {
        Path channel = Files.createDirectories(base.resolve("input/data/training"));
        Path folder = EXAMPLES.resolve(example);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = channel.resolve(folder.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        return new TrainingWorker(base);
    }

    /** With as many epochs, where the example has more than a test has time for; 0 leaves it as it stands. */
    TrainingWorker withEpochs(int epochs) throws IOException {
        Path file = base.resolve("input/data/training/training.json");
        if (epochs > 0) {
            ObjectNode spec = (ObjectNode) JSON.readTree(file.toFile());
            ((ObjectNode) spec.path("parameters")).put("epochs", epochs);
            JSON.writeValue(file.toFile(), spec);
        }
        return this;
    }

    /** Leaves the header and every tenth line of a file of the channel, none of which spans lines. */
    TrainingWorker thinned(String name) throws IOException {
        Path file = base.resolve("input/data/training").resolve(name);
        List<String> lines = Files.readAllLines(file);
        List<String> few = new ArrayList<>(List.of(lines.getFirst()));
        for (int i = 1; i < lines.size(); i += 10) {
            few.add(lines.get(i));
        }
        Files.write(file, few);
        return this;
    }

    /** Leaves the first lines of a file of the channel. */
    TrainingWorker shortened(String name, int lines) throws IOException {
        Path file = base.resolve("input/data/training").resolve(name);
        Files.write(file, Files.readAllLines(file).subList(0, lines));
        return this;
    }

    /** With another description of the training than the example's. */
    TrainingWorker withSpec(String spec) throws IOException {
        Files.writeString(base.resolve("input/data/training/training.json"), spec);
        return this;
    }

    /** Trains, and returns the folder of the model. */
    Path train() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of(COMMAND.getLast())), "the training worker is not packed: run mvn verify");
        Path log = base.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(COMMAND).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("SAGEMAKER_BASE_DIR", base.toString());
        Process process = builder.redirectOutput(log.toFile()).start();
        if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException(Files.readString(log));
        }
        return base.resolve("model");
    }

    /** What the trained model itself says of each item that it was tested on. */
    List<JsonNode> predictions() throws IOException {
        List<JsonNode> predictions = new ArrayList<>();
        for (String line : Files.readAllLines(base.resolve("output/data/predictions.jsonl"))) {
            predictions.add(JSON.readTree(line));
        }
        return predictions;
    }
}
