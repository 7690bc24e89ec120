package farebox.training.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import farebox.kernel.DataCorrupted;
import farebox.kernel.NotFound;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the worker leaves beside the model, in {@code output.tar.gz}: {@code predictions.jsonl}, a line
 * {@code {"inputs": {column: value}, "target": value, ...}} for each row that it tested on, and {@code training.log},
 * its log lines.
 */
public final class TrainingOutput {
    private static final String HELD_OUT = "predictions.jsonl";
    private static final String PROGRESS = "training.log";
    /** As SageMaker takes of the failure file. */
    private static final int MAX_REASON = 1_024;

    private static final JsonMapper JSON = new JsonMapper();

    private final PipelineObjects objects;
    private final Path scratch;

    public TrainingOutput(PipelineObjects objects, Path scratch) {
        this.objects = objects;
        this.scratch = scratch;
    }

    /**
     * The rows that the worker tested on; empty if it left none.
     *
     * @param artifacts where the model's archive lies
     */
    HeldOutRows heldOut(String artifacts) {
        ArrayNode rows = JSON.createArrayNode();
        List<String> targets = new ArrayList<>();
        for (JsonNode line : lines(artifacts, HELD_OUT)) {
            rows.add(line.path("inputs"));
            targets.add(line.path("target").asText());
        }
        return new HeldOutRows(rows, targets);
    }

    /** Why the worker refused the spec or the data, where the description of its job does not say it. */
    RunError refusal(PipelineRun run, String job) {
        String key = new RunFolder(objects.bucket(), run).output() + "/" + job + "/output/failure";
        return objects.find(key)
                .flatMap(object -> objects.read(object, PipelineObjects.firstBytes(MAX_REASON)))
                .map(reason -> new String(reason, StandardCharsets.UTF_8))
                .map(ClassifyFailure::refusal)
                .orElseGet(() -> new RunError(
                        RunError.INVALID_TRAINING, "the training refused the spec or the data, and left no reason"));
    }

    /** The losses and trials of the training. */
    List<RunEvent.Draft> progress(String artifacts) {
        return ProgressLog.events(lines(artifacts, PROGRESS));
    }

    private List<JsonNode> lines(String artifacts, String name) {
        try (TemporaryFolder folder = TemporaryFolder.in(scratch)) {
            String archive = artifacts.replaceFirst("[^/]*$", "output.tar.gz");
            new JobArchive(objects).extract(archive, Set.of(name), folder.path());
            Path file = folder.path().resolve(name);
            return Files.exists(file) ? parse(file) : List.of();
        } catch (NotFound e) {
            return List.of();
        }
    }

    private static List<JsonNode> parse(Path file) {
        try {
            List<JsonNode> lines = new ArrayList<>();
            try (BufferedReader in = Files.newBufferedReader(file)) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    if (line.startsWith("{")) {
                        lines.add(JSON.readTree(line));
                    }
                }
            }
            return lines;
        } catch (JsonProcessingException e) {
            throw new DataCorrupted("the training left a damaged " + file.getFileName(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("what the training left cannot be read", e);
        }
    }
}
