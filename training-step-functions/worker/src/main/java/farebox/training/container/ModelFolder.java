package farebox.training.container;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import farebox.monitoring.MonitoringJson;
import farebox.training.ModelArtifact;
import farebox.training.TestPredictions;
import farebox.training.TrainingResult.Trained;
import farebox.training.card.CardPage;
import farebox.training.card.ModelCard;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** Writes a training's result into folders, the description last: a folder without it holds no model. */
final class ModelFolder {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .addModule(new Jdk8Module())
            .build();

    private static final JsonMapper LINES = new JsonMapper();

    private ModelFolder() {}

    static void write(Trained trained, Path folder) throws IOException {
        Files.createDirectories(folder);
        writeCard(trained.card(), folder);
        replace(folder.resolve(ModelArtifact.GRAPH_FILE), trained.graph().toBytes());
        if (trained.model().tokenizer().isPresent()) {
            Files.writeString(
                    folder.resolve(ModelArtifact.TOKENIZER_FILE),
                    trained.model().tokenizer().get());
        }
        if (!trained.model().background().isEmpty()) {
            Files.write(
                    folder.resolve(ModelArtifact.BACKGROUND_FILE),
                    LINES.writeValueAsBytes(Map.of("rows", trained.model().background())));
        }
        if (trained.model().baseline().isPresent()) {
            Files.write(
                    folder.resolve(ModelArtifact.BASELINE_FILE),
                    MonitoringJson.write(trained.model().baseline().get()));
        }
        replace(folder.resolve(ModelArtifact.DESCRIPTION_FILE), JSON.writeValueAsBytes(trained.artifact()));
    }

    /** One JSON object per line. */
    static void writePredictions(TestPredictions predictions, Path folder) throws IOException {
        Files.createDirectories(folder);
        try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("predictions.jsonl"))) {
            for (Map<String, Object> line : (Iterable<Map<String, Object>>) predictions.lines()::iterator) {
                out.append(LINES.writeValueAsString(line)).append('\n');
            }
        }
    }

    static void writeCard(ModelCard card, Path folder) throws IOException {
        Files.createDirectories(folder);
        replace(folder.resolve("card.json"), JSON.writeValueAsBytes(card));
        Files.writeString(folder.resolve("card.html"), CardPage.of(card));
    }

    private static void replace(Path file, byte[] content) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, content);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
