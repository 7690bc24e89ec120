package farebox.training.container;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import farebox.training.ModelArtifact;
import farebox.training.TrainingResult.Trained;
import farebox.training.card.CardPage;
import farebox.training.card.ModelCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a training's result into folders, the description last: a folder without it holds no model. */
final class ModelFolder {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .addModule(new Jdk8Module())
            .build();

    private ModelFolder() {}

    static void write(Trained trained, Path folder) throws IOException {
        Files.createDirectories(folder);
        writeCard(trained.card(), folder);
        replace(folder.resolve(ModelArtifact.GRAPH_FILE), trained.graph().toBytes());
        replace(folder.resolve(ModelArtifact.DESCRIPTION_FILE), JSON.writeValueAsBytes(trained.artifact()));
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
